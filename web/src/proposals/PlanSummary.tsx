import type { Proposal } from "@/api/types";
import { useT } from "@/language/language";
import { visible } from "@/runs/terminal_text";
import classes from "./PlanSummary.module.css";
import { RiskBadge } from "./RiskBadge";

/** Exactly what will happen: the steps with their targets and parameters, and what the look showed. */
export function PlanSummary({ proposal, titled }: { proposal: Proposal; titled: boolean }) {
  const t = useT();
  // A heading above that says the same as the only step needs no repetition.
  const [only] = proposal.steps;
  const repeated =
    titled && proposal.steps.length === 1 && only?.title === proposal.title && only.risk === proposal.risk;
  return (
    <div className={classes.plan}>
      <ol className={classes.steps} aria-label={t("proposal.steps")}>
        {proposal.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of the steps is part of the plan
          <li key={index} className={classes.step}>
            {!repeated && (
              <div className={classes.head}>
                <strong>{visible(step.title)}</strong>
                <RiskBadge risk={step.risk} />
              </div>
            )}
            <div className={classes.facts}>
              <span>
                {t("proposal.target")} <code>{visible(step.host)}</code>
              </span>
              <span>
                <code>{visible(step.action)}</code>
              </span>
              {Object.entries(step.params).map(([name, value]) => (
                <span key={name}>
                  {visible(name)}{" "}
                  <code>{visible(typeof value === "string" && value ? value : JSON.stringify(value))}</code>
                </span>
              ))}
            </div>
          </li>
        ))}
      </ol>
      {proposal.preview.length > 0 && (
        <div>
          <h3 className={classes.what}>{t("proposal.what")}</h3>
          <ul className={classes.preview} data-testid="preview">
            {proposal.preview.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: equal lines may repeat and never move
              <li key={index}>{visible(line)}</li>
            ))}
          </ul>
        </div>
      )}
      {proposal.blast_radius && (
        <p className={classes.radius} data-testid="blast-radius">
          <strong>{t("proposal.blast_radius")}</strong> {visible(proposal.blast_radius)}
        </p>
      )}
    </div>
  );
}
