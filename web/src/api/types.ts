/** The shapes of /api/v1, as the server sends them. Times are RFC 3339 in UTC. */

export type Language = "ko" | "en";
export type Level = "critical" | "high" | "warning" | "info";
export type Risk = "read" | "reversible" | "disruptive" | "destructive";
export type IncidentStatus =
  | "new"
  | "diagnosing"
  | "awaiting_approval"
  | "repairing"
  | "needs_person"
  | "resolved";
export type RunStatus =
  | "pending"
  | "running"
  | "succeeded"
  | "failed"
  | "undone"
  | "changed"
  | "refused"
  | "cancelled"
  | "unknown";

export interface Grant {
  role: string;
  institution: string | null;
  system: string | null;
}

export interface Person {
  id: string;
  login: string;
  name: string;
  email: string | null;
  language: Language;
  timezone: string;
  grants: Grant[];
}

export interface Session {
  person: Person;
  csrf: string;
  expires_at: string;
}

export interface Incident {
  id: string;
  number: number;
  institution: string;
  system: string;
  host: string;
  service: string;
  title: string;
  level: Level;
  status: IncidentStatus;
  count: number;
  first_seen: string;
  last_seen: string;
  opened_at: string;
  updated_at: string;
  resolved_at: string | null;
  regression_of: string | null;
  cause: string | null;
  cause_label: string | null;
}

export interface IncidentPage {
  items: Incident[];
  next_cursor: string | null;
}

export interface TimelineEntry {
  id: string;
  at: string;
  key: string;
  values: Record<string, string>;
  text: string;
  actor: string | null;
}

export interface Claim {
  cause: string;
  cause_label: string;
  confidence: number;
  evidence: string[];
  why: string;
}

export interface Diagnosis {
  status: "running" | "concluded" | "inconclusive";
  cause: string | null;
  cause_label: string | null;
  explanation: string | null;
  confidence: number;
  claims: Claim[];
  reason: string | null;
  finished_at: string | null;
}

export interface Evidence {
  id: string;
  kind: "log" | "look" | "change" | "inventory" | "incident";
  origin: string;
  title: string;
  text: string;
  at: string;
}

export interface ProposalStep {
  action: string;
  title: string;
  host: string;
  params: Record<string, unknown>;
  risk: Risk;
}

export interface Approval {
  person_name: string;
  decision: "approve" | "refuse";
  at: string;
  key_id: string | null;
  reason: string | null;
}

export interface Proposal {
  id: string;
  incident: string;
  status: "pending" | "approved" | "refused" | "expired" | "executed";
  risk: Risk;
  title: string;
  blast_radius: string;
  preview: string[];
  steps: ProposalStep[];
  plan_hash: string;
  requester: string;
  created_at: string;
  expires_at: string;
  may_approve: boolean;
  why_not: string | null;
  approvals: Approval[];
}

export type Seen = Record<string, unknown> | string | null;

export interface RunStep {
  index: number;
  action: string;
  title: string;
  host: string;
  status: RunStatus | "waiting";
  reason: string | null;
  before: Seen;
  after: Seen;
  started_at: string | null;
  finished_at: string | null;
}

export interface Run {
  id: string;
  proposal: string;
  incident: string;
  status: RunStatus;
  verified: boolean;
  interrupted: boolean;
  started_at: string;
  finished_at: string | null;
  reason: string | null;
  steps: RunStep[];
}

export interface IncidentDetail extends Incident {
  sample: string;
  template: string;
  fingerprint: string;
  timeline: TimelineEntry[];
  diagnosis: Diagnosis | null;
  evidence: Evidence[];
  proposals: Proposal[];
  runs: Run[];
  report: boolean;
}

export interface OutputLine {
  sequence: number;
  step: number;
  stream: "stdout" | "stderr" | "note";
  text: string;
}

export interface OutputPage {
  lines: OutputLine[];
  next: number;
}

export interface Agent {
  id: string;
  name: string;
  institution: string;
  system: string;
  status: "online" | "busy" | "offline";
  last_seen: string | null;
  running: number;
  spooled: number;
  version: string;
  hosts: string[];
  actions: string[];
}

export interface StopSwitch {
  on: boolean;
  by: string | null;
  at: string | null;
  reason: string | null;
}

export interface ApproverKey {
  id: string;
  label: string;
  created_at: string;
  revoked_at: string | null;
  in_roster: boolean;
}
