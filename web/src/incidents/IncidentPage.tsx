import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { IncidentDetail } from "@/api/types";
import { Failure } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useTitle } from "@/app/title";
import { DiagnosisCard } from "@/diagnoses/DiagnosisCard";
import { EvidenceCard } from "@/diagnoses/EvidenceCard";
import { useT } from "@/language/language";
import { ProposalCard } from "@/proposals/ProposalCard";
import { RunCard } from "@/runs/RunCard";
import { Facts } from "./Facts";
import { IncidentHeader } from "./IncidentHeader";
import classes from "./IncidentPage.module.css";
import { LogSample } from "./LogSample";
import { incidentQuery } from "./queries";
import { River } from "./River";
import { Timeline } from "./Timeline";

export function IncidentPage() {
  const t = useT();
  const api = useApi();
  const { id } = useParams({ from: "/app/inside/incidents/$id" });
  const incident = useQuery(incidentQuery(api, id));
  useTitle(incident.data ? `#${incident.data.number} ${incident.data.title}` : t("incidents.title"));
  if (incident.isPending) return <IncidentSkeleton />;
  if (!incident.data) return <Failure error={incident.error} onRetry={() => incident.refetch()} />;
  return <IncidentView detail={incident.data} />;
}

/** What needs a decision comes first, what explains it follows, the record stands beside it. */
function IncidentView({ detail }: { detail: IncidentDetail }) {
  const newest = <T,>(list: T[]): T[] => list.toReversed();
  return (
    <Stack gap="lg">
      <IncidentHeader detail={detail} />
      <div className={classes.river}>
        <River detail={detail} />
      </div>
      <div className={classes.columns}>
        <div className={classes.main}>
          {newest(detail.runs).map((run, index) => (
            <RunCard key={run.id} run={run} earlier={index > 0} place={detail} />
          ))}
          {newest(detail.proposals).map((proposal, index) => (
            <ProposalCard key={proposal.id} proposal={proposal} earlier={index > 0} place={detail} />
          ))}
          <DiagnosisCard detail={detail} />
          <EvidenceCard evidence={detail.evidence} />
          <LogSample detail={detail} />
        </div>
        <div className={classes.side}>
          <Facts detail={detail} />
          <Timeline entries={detail.timeline} />
        </div>
      </div>
    </Stack>
  );
}

function IncidentSkeleton() {
  const t = useT();
  return (
    <Stack gap="lg" role="status" aria-label={t("common.loading")} data-testid="loading">
      <Skeleton height={26} width="60%" />
      <Skeleton height={64} />
      <Skeleton height={220} />
      <Skeleton height={140} />
    </Stack>
  );
}
