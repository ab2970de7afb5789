import type { operations } from "@/api/schema";
import type { Incident, IncidentStatus, Level } from "@/api/types";

/** What the list shows. `status` "all" asks for everything. */
export interface IncidentFilter {
  status: "open" | "all" | IncidentStatus;
  level: Level | "all";
  text: string;
}

export const EVERYTHING_OPEN: IncidentFilter = { status: "open", level: "all", text: "" };

type Query = NonNullable<operations["show_incidents"]["parameters"]["query"]>;

/** The query of GET /api/v1/incidents for a filter. */
export function queryOf(filter: IncidentFilter, cursor: string | null, limit = 50): Query {
  const query: Query = { limit };
  if (filter.status !== "all") query.status = filter.status;
  if (filter.level !== "all") query.level = filter.level;
  if (filter.text.trim()) query.q = filter.text.trim();
  if (cursor) query.cursor = cursor;
  return query;
}

/** Whether the server would list this incident under the filter; the same rule as its own. */
export function matches(filter: IncidentFilter, incident: Incident): boolean {
  const { status, level } = filter;
  if (status === "open" ? incident.status === "resolved" : status !== "all" && incident.status !== status) {
    return false;
  }
  if (level !== "all" && incident.level !== level) return false;
  const text = filter.text.trim().toLowerCase();
  return (
    !text ||
    [incident.title, incident.service, incident.host].some((part) => part.toLowerCase().includes(text))
  );
}
