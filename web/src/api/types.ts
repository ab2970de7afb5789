/** The shapes of /api/v1 under the names the app uses. `npm run api` makes them from openapi.json. Times are RFC 3339. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Language = Schemas["PersonView"]["language"];
export type Level = Schemas["Level"];
export type Risk = Schemas["Risk"];
export type IncidentStatus = Schemas["IncidentStatus"];

export type Person = Schemas["PersonView"];
export type Session = Schemas["SessionView"];
export type ApproverKey = Schemas["ApproverKeyView"];

export type Incident = Schemas["IncidentView"];
export type IncidentPage = Schemas["IncidentPage"];
export type IncidentDetail = Schemas["CaseView"];
export type TimelineEntry = Schemas["TimelineView"];
export type Claim = Schemas["ClaimView"];
export type Evidence = Schemas["EvidenceView"];

export type Proposal = Schemas["ProposalView"];
export type Approval = Schemas["ApprovalView"];

export type Run = Schemas["RunView"];
export type RunStep = Schemas["RunStepView"];
export type OutputLine = Schemas["OutputLineView"];
export type Seen = RunStep["before"];

export type Agent = Schemas["AgentView"];
export type StopSwitch = Schemas["StopSwitchView"];

/** What the server says over /ws/live; OpenAPI has no words for it. Unknown types of a newer server are ignored. */
export type Frame =
  | { type: "hello"; version: number }
  | { type: "incident"; incident: Incident }
  | { type: "incident_changed"; id: string }
  | { type: "run_output"; run: string; incident: string; lines: OutputLine[] }
  | { type: "run"; run: Run }
  | { type: "agent"; id: string }
  | ({ type: "stop_switch" } & StopSwitch)
  /** This screen could not keep up; what it missed is gone. */
  | { type: "resync" }
  | { type: "ping" };
