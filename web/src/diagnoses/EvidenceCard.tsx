import { Text } from "@mantine/core";
import {
  IconAlertCircle,
  IconChevronRight,
  IconEye,
  IconFileText,
  IconGitCommit,
  IconServer2,
} from "@tabler/icons-react";
import type { Evidence } from "@/api/types";
import { Card } from "@/app/Card";
import { TextBlock } from "@/app/TextBlock";
import { useT } from "@/language/language";
import { Moment } from "@/language/Moment";
import { visible } from "@/runs/terminal_text";
import classes from "./EvidenceCard.module.css";
import { anchorOf } from "./open_evidence";

const ICONS: Record<Evidence["kind"], typeof IconEye> = {
  log: IconFileText,
  look: IconEye,
  change: IconGitCommit,
  inventory: IconServer2,
  incident: IconAlertCircle,
};

export function EvidenceCard({ evidence }: { evidence: Evidence[] }) {
  const t = useT();
  return (
    <Card title={t("evidence.title")} testId="evidence">
      {evidence.length === 0 && <Text c="dimmed">{t("evidence.empty")}</Text>}
      <div className={classes.pieces}>
        {evidence.map((piece) => (
          <Piece key={piece.id} piece={piece} />
        ))}
      </div>
    </Card>
  );
}

function Piece({ piece }: { piece: Evidence }) {
  const t = useT();
  const Icon = ICONS[piece.kind] ?? IconEye;
  return (
    <details className={classes.piece} id={anchorOf(piece.id)}>
      <summary className={classes.summary}>
        <IconChevronRight aria-hidden size={16} className={classes.chevron} />
        <span className={classes.id}>{piece.id}</span>
        <Icon aria-hidden size={16} className={classes.kind} />
        <span className={classes.title}>{visible(piece.title)}</span>
        <span className={classes.word}>{t(`evidence.${piece.kind}`)}</span>
      </summary>
      <div className={classes.body}>
        <p className={classes.origin}>
          {t("evidence.origin")}: {visible(piece.origin)} · <Moment at={piece.at} />
        </p>
        <TextBlock text={piece.text} label={piece.title} />
      </div>
    </details>
  );
}
