import type { Incident, IncidentPage } from "@/api/types";
import { type IncidentFilter, matches } from "@/incidents/filter";

export interface Pages {
  pages: IncidentPage[];
  pageParams: unknown[];
}

/**
 * The loaded pages with one incident as it is now: replaced in place, put on top when it is new, taken out when the
 * filter no longer shows it. Ids sort by age (UUIDv7), newest first; what lies beyond the loaded pages stays there.
 */
export function placed(list: Pages, incident: Incident, filter: IncidentFilter): Pages {
  const wanted = matches(filter, incident);
  const known = list.pages.some((page) => page.items.some((item) => item.id === incident.id));
  if (known) {
    const items = (page: IncidentPage) =>
      wanted
        ? page.items.map((item) => (item.id === incident.id ? incident : item))
        : page.items.filter((item) => item.id !== incident.id);
    return { ...list, pages: list.pages.map((page) => ({ ...page, items: items(page) })) };
  }
  if (!wanted) return list;
  const last = list.pages.length - 1;
  let done = false;
  const pages = list.pages.map((page, index) => {
    if (done) return page;
    const at = page.items.findIndex((item) => item.id < incident.id);
    const open = index === last && page.next_cursor === null;
    if (at < 0 && !open) return page;
    done = true;
    const position = at < 0 ? page.items.length : at;
    return { ...page, items: page.items.toSpliced(position, 0, incident) };
  });
  return done ? { ...list, pages } : list;
}
