import { Loader, Text } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import type { Claim, IncidentDetail } from "@/api/types";
import { Card } from "@/app/Card";
import { useT } from "@/language/language";
import { visible } from "@/runs/terminal_text";
import { Confidence } from "./Confidence";
import classes from "./DiagnosisCard.module.css";
import { openEvidence } from "./open_evidence";

/** The cause in plain words, how sure we are, and what each claim rests on. */
export function DiagnosisCard({ detail }: { detail: IncidentDetail }) {
  const t = useT();
  const { diagnosis } = detail;
  if (!diagnosis || diagnosis.status === "running") {
    if (!diagnosis && detail.status === "resolved") return null;
    return (
      <Card title={t("diagnosis.title")} testId="diagnosis">
        <div className={classes.running} role="status">
          {diagnosis && <Loader size="sm" />}
          <Text c="dimmed">{t(diagnosis ? "diagnosis.running" : "diagnosis.waiting")}</Text>
        </div>
        {diagnosis && <Claims claims={diagnosis.claims} />}
      </Card>
    );
  }
  const unsure = diagnosis.status === "inconclusive";
  return (
    <Card
      title={t("diagnosis.title")}
      testId="diagnosis"
      aside={!unsure && <Confidence value={diagnosis.confidence} />}
    >
      {unsure ? (
        <>
          <p className={classes.cause} data-testid="cause" data-value="">
            <IconHelpCircle aria-hidden size={20} /> {t("diagnosis.inconclusive")}
          </p>
          <Text>{visible(diagnosis.reason ?? t("diagnosis.inconclusive_note"))}</Text>
        </>
      ) : (
        <>
          <p className={classes.cause} data-testid="cause" data-value={diagnosis.cause ?? ""}>
            {diagnosis.cause_label ?? diagnosis.cause}
          </p>
          {diagnosis.explanation && <Text>{visible(diagnosis.explanation)}</Text>}
        </>
      )}
      <Claims claims={diagnosis.claims} />
    </Card>
  );
}

function Claims({ claims }: { claims: Claim[] }) {
  const t = useT();
  if (claims.length === 0) return null;
  return (
    <>
      <h3 className={classes.why}>{t("diagnosis.claims")}</h3>
      <ul className={classes.claims}>
        {claims.map((claim) => (
          <li key={`${claim.cause}:${claim.why}`}>
            <div className={classes.claim}>
              <strong>{claim.cause_label}</strong>
              <Confidence value={claim.confidence} small />
            </div>
            {claim.why && <Text size="sm">{visible(claim.why)}</Text>}
            <div className={classes.chips}>
              {claim.evidence.map((id) => (
                <button
                  key={id}
                  type="button"
                  className={classes.chip}
                  aria-label={t("diagnosis.open_evidence", { id })}
                  onClick={() => openEvidence(id)}
                >
                  {id}
                </button>
              ))}
              {claim.evidence.length === 0 && (
                <Text span size="sm" c="dimmed">
                  {t("diagnosis.hypothesis")}
                </Text>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
