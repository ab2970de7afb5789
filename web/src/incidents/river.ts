import type { IncidentDetail } from "@/api/types";

export const STATIONS = ["signal", "incident", "diagnosis", "proposal", "approval", "run", "report"] as const;
export type Station = (typeof STATIONS)[number];
export type Reached = "done" | "current" | "waiting" | "attention" | "skipped";

/** How far an incident has come on the river, station by station. */
export function river(detail: IncidentDetail): Record<Station, Reached> {
  const over = detail.status === "resolved";
  const stuck = over || detail.status === "needs_person";
  const ahead: Reached = over ? "skipped" : "waiting";
  const proposal = detail.proposals.at(-1);
  const run = detail.runs.at(-1);
  return {
    signal: "done",
    incident: "done",
    diagnosis: diagnosis(detail, ahead),
    proposal: proposal ? "done" : stuck ? "skipped" : ahead,
    approval: approval(proposal?.status, stuck ? "skipped" : ahead),
    run: running(run?.status, stuck ? "skipped" : ahead),
    report: detail.report ? "done" : "waiting",
  };
}

function diagnosis(detail: IncidentDetail, ahead: Reached): Reached {
  const status = detail.diagnosis?.status;
  if (status === "concluded") return "done";
  if (status === "inconclusive") return "attention";
  if (status === "running") return "current";
  return detail.status === "new" || detail.status === "diagnosing" ? "current" : ahead;
}

function approval(
  status: IncidentDetail["proposals"][number]["status"] | undefined,
  ahead: Reached,
): Reached {
  if (!status) return ahead;
  if (status === "pending") return "current";
  return status === "approved" || status === "executed" ? "done" : "attention";
}

function running(status: IncidentDetail["runs"][number]["status"] | undefined, ahead: Reached): Reached {
  if (!status) return ahead;
  if (status === "pending" || status === "running") return "current";
  return status === "succeeded" ? "done" : "attention";
}
