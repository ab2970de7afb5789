import { expect, test } from "vitest";
import type { Incident } from "@/api/types";
import { EVERYTHING_OPEN, type IncidentFilter, matches, queryOf } from "@/incidents/filter";
import { type Pages, placed } from "@/live/incident_list";

const incident = (id: string, change: Partial<Incident> = {}): Incident => ({
  id,
  number: 1,
  institution: "demo",
  system: "shop",
  host: "was-01",
  service: "front",
  title: "Connection refused",
  level: "high",
  status: "new",
  count: 1,
  first_seen: "2026-01-01T00:00:00Z",
  last_seen: "2026-01-01T00:00:00Z",
  opened_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  resolved_at: null,
  regression_of: null,
  cause: null,
  cause_label: null,
  ...change,
});

const list = (pages: string[][], next: string | null = null): Pages => ({
  pages: pages.map((ids, index) => ({
    items: ids.map((id) => incident(id)),
    next_cursor: index === pages.length - 1 ? next : "more",
  })),
  pageParams: pages.map(() => null),
});
const ids = (pages: Pages) => pages.pages.map((page) => page.items.map((item) => item.id));

test("a new incident comes on top", () => {
  expect(ids(placed(list([["5", "3"]]), incident("7"), EVERYTHING_OPEN))).toEqual([["7", "5", "3"]]);
});

test("a known one changes where it stands", () => {
  const after = placed(list([["5", "3"], ["2"]]), incident("2", { count: 9 }), EVERYTHING_OPEN);
  expect(ids(after)).toEqual([["5", "3"], ["2"]]);
  expect(after.pages[1]?.items[0]?.count).toBe(9);
});

test("one that is resolved leaves the list of open ones and stays in the list of all", () => {
  const resolved = incident("5", { status: "resolved" });
  expect(ids(placed(list([["5", "3"]]), resolved, EVERYTHING_OPEN))).toEqual([["3"]]);
  expect(ids(placed(list([["5", "3"]]), resolved, { ...EVERYTHING_OPEN, status: "all" }))).toEqual([
    ["5", "3"],
  ]);
});

test("one the filter does not show changes nothing", () => {
  const before = list([["5"]]);
  expect(placed(before, incident("7", { level: "info" }), { ...EVERYTHING_OPEN, level: "critical" })).toBe(
    before,
  );
});

test("an older one goes to its place by age, or stays beyond what is loaded", () => {
  expect(ids(placed(list([["5", "3"], ["1"]]), incident("2"), EVERYTHING_OPEN))).toEqual([
    ["5", "3"],
    ["2", "1"],
  ]);
  const more = list([["5", "3"]], "cursor");
  expect(placed(more, incident("2"), EVERYTHING_OPEN)).toBe(more);
  expect(ids(placed(list([["5"]]), incident("2"), EVERYTHING_OPEN))).toEqual([["5", "2"]]);
});

test("an empty list takes its first incident", () => {
  expect(ids(placed(list([[]]), incident("1"), EVERYTHING_OPEN))).toEqual([["1"]]);
});

test.each<[string, Partial<IncidentFilter>, boolean]>([
  ["title in any case", { text: "REFUSED" }, true],
  ["service", { text: "front" }, true],
  ["host", { text: " was-01 " }, true],
  ["other words", { text: "quota" }, false],
  ["its level", { level: "high" }, true],
  ["another level", { level: "info" }, false],
  ["its status", { status: "new" }, true],
  ["another status", { status: "repairing" }, false],
])("a filter by %s", (_, filter, shown) => {
  expect(matches({ ...EVERYTHING_OPEN, ...filter }, incident("1"))).toBe(shown);
});

test("a filter is asked of the server by its own words", () => {
  expect(queryOf({ status: "all", level: "all", text: " " }, null)).toEqual({ limit: 50 });
  expect(queryOf({ status: "open", level: "high", text: "a&b" }, "c")).toEqual({
    limit: 50,
    status: "open",
    level: "high",
    q: "a&b",
    cursor: "c",
  });
});
