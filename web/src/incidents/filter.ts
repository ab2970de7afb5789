import type { Incident, IncidentStatus, Level } from "@/api/types";

/** What the list shows. `status` "all" asks for everything. */
export interface IncidentFilter {
  status: "open" | "all" | IncidentStatus;
  level: Level | "all";
  text: string;
}

export const EVERYTHING_OPEN: IncidentFilter = { status: "open", level: "all", text: "" };

/** The query string of GET /incidents for a filter. */
export function queryOf(filter: IncidentFilter, cursor: string | null, limit = 50): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (filter.status !== "all") query.set("status", filter.status);
  if (filter.level !== "all") query.set("level", filter.level);
  if (filter.text.trim()) query.set("q", filter.text.trim());
  if (cursor) query.set("cursor", cursor);
  return query.toString();
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
