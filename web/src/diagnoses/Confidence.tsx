import { useT } from "@/language/language";
import classes from "./Confidence.module.css";

/** How sure: a bar, a word and a number. */
export function Confidence({ value, small = false }: { value: number; small?: boolean }) {
  const t = useT();
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  const word = percent >= 80 ? "high" : percent >= 50 ? "medium" : "low";
  return (
    <span className={classes.confidence} data-testid={small ? undefined : "confidence"}>
      {!small && <span className={classes.label}>{t("diagnosis.confidence")}</span>}
      <span className={classes.bar} aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
      <span className={classes.value}>
        {!small && t(`diagnosis.confidence_${word}`)} {percent}%
      </span>
    </span>
  );
}
