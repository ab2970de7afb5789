import { ActionIcon, CopyButton, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { Approval, Proposal } from "@/api/types";
import { Badge, type Tone } from "@/app/Badge";
import { Card } from "@/app/Card";
import { Decision } from "@/approvals/Decision";
import { useT } from "@/language/language";
import { Moment, useNow } from "@/language/Moment";
import { span } from "@/language/time";
import { usePerson } from "@/people/session";
import { visible } from "@/runs/terminal_text";
import { PlanSummary } from "./PlanSummary";
import classes from "./ProposalCard.module.css";
import { RiskBadge } from "./RiskBadge";

const TONES: Record<Proposal["status"], Tone> = {
  pending: "wait",
  approved: "good",
  refused: "bad",
  expired: "quiet",
  executed: "quiet",
};

interface Props {
  proposal: Proposal;
  /** A later proposal replaced it. */
  earlier: boolean;
  place: { institution: string; system: string };
}

export function ProposalCard({ proposal, earlier, place }: Props) {
  const t = useT();
  const now = useNow(1);
  const pending = proposal.status === "pending";
  const left = Date.parse(proposal.expires_at) - now;
  const expired = pending && left <= 0;
  const status = expired ? "expired" : proposal.status;
  return (
    <Card
      title={visible(proposal.title)}
      {...(pending && !expired ? { tone: "wait" as const } : {})}
      testId={earlier ? "earlier-proposal" : "proposal"}
      aside={
        <span className={classes.badges}>
          <RiskBadge risk={proposal.risk} testId="risk" />
          <Badge tone={TONES[status]} testId="proposal-status" value={status}>
            {t(`proposal.${status}`)}
          </Badge>
        </span>
      }
    >
      <PlanSummary proposal={proposal} titled />
      <dl className={classes.facts}>
        {pending && !expired && (
          <div>
            <dt>{t("proposal.expires")}</dt>
            <dd data-testid="expires-in">
              <span role="timer">{span(left)}</span>
            </dd>
          </div>
        )}
        <div>
          <dt>{t("proposal.requester")}</dt>
          <dd>
            <Requester proposal={proposal} />
          </dd>
        </div>
        <div>
          <dt>{t("proposal.hash")}</dt>
          <dd>
            <PlanHash hash={proposal.plan_hash} />
          </dd>
        </div>
      </dl>
      {proposal.approvals.map((approval) => (
        <Decided key={`${approval.person_name}${approval.at}`} approval={approval} />
      ))}
      {pending && <Decision proposal={proposal} place={place} expired={expired} />}
    </Card>
  );
}

function Requester({ proposal }: { proposal: Proposal }) {
  const t = useT();
  const person = usePerson();
  if (proposal.requester === "system") return t("proposal.by_system");
  if (proposal.requester === person?.id) return t("proposal.by_you");
  // Whoever is known no more has no name.
  return proposal.requester_name === null ? t("proposal.by_person") : visible(proposal.requester_name);
}

function Decided({ approval }: { approval: Approval }) {
  const t = useT();
  const approved = approval.decision === "approve";
  return (
    <div className={classes.decided} data-testid="decision" data-value={approval.decision}>
      <strong>
        {t(approved ? "proposal.approved_by" : "proposal.refused_by", {
          name: visible(approval.person_name),
        })}
      </strong>
      <Text span size="sm" c="dimmed">
        <Moment at={approval.at} />
      </Text>
      {approval.reason && <Text size="sm">{visible(approval.reason)}</Text>}
    </div>
  );
}

function PlanHash({ hash }: { hash: string }) {
  const t = useT();
  return (
    <span className={classes.hash}>
      <code title={hash}>{hash.replace(/^sha256:/, "").slice(0, 12)}…</code>
      <CopyButton value={hash}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? "common.copied" : "proposal.copy_hash")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              onClick={copy}
              aria-label={t("proposal.copy_hash")}
            >
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
