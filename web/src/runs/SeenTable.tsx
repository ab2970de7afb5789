import type { RunStep } from "@/api/types";
import { useT } from "@/language/language";
import classes from "./SeenTable.module.css";
import { compared } from "./seen";
import { visible } from "./terminal_text";

/** What the looks before and after the act saw. */
export function SeenTable({ step }: { step: RunStep }) {
  const t = useT();
  const rows = compared(step.before, step.after);
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.scroll} tabIndex={0} aria-label={`${t("run.before")} / ${t("run.after")}`}>
      <table className={classes.table} data-testid="before-after">
        <thead>
          <tr>
            <th scope="col">{t("run.field")}</th>
            <th scope="col">{t("run.before")}</th>
            <th scope="col">{t("run.after")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} data-differs={row.differs}>
              <th scope="row">
                {visible(row.name)}
                {row.differs && <span className={classes.mark}>{t("run.changed_field")}</span>}
              </th>
              <td>{visible(row.before ?? "–")}</td>
              <td>{visible(row.after ?? "–")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
