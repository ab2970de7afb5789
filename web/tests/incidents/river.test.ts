import { expect, test } from "vitest";
import type { IncidentDetail } from "@/api/types";
import { river, STATIONS } from "@/incidents/river";

type Told = {
  status: IncidentDetail["status"];
  diagnosis?: string;
  proposal?: string;
  run?: string;
  report?: boolean;
};

const detail = (told: Told): IncidentDetail =>
  ({
    status: told.status,
    diagnosis: told.diagnosis ? { status: told.diagnosis } : null,
    proposals: told.proposal ? [{ status: told.proposal }] : [],
    runs: told.run ? [{ status: told.run }] : [],
    report: told.report ?? false,
  }) as unknown as IncidentDetail;

const LETTERS = { done: "D", current: "C", waiting: "w", attention: "!", skipped: "-" };

test.each<[string, Told, string]>([
  ["just opened", { status: "new" }, "DDCwwww"],
  ["looking", { status: "diagnosing", diagnosis: "running" }, "DDCwwww"],
  ["asking", { status: "awaiting_approval", diagnosis: "concluded", proposal: "pending" }, "DDDDCww"],
  [
    "acting",
    { status: "repairing", diagnosis: "concluded", proposal: "approved", run: "running" },
    "DDDDDCw",
  ],
  [
    "healthy",
    { status: "resolved", diagnosis: "concluded", proposal: "executed", run: "succeeded", report: true },
    "DDDDDDD",
  ],
  [
    "failed",
    { status: "needs_person", diagnosis: "concluded", proposal: "executed", run: "failed" },
    "DDDDD!w",
  ],
  ["refused", { status: "needs_person", diagnosis: "concluded", proposal: "refused" }, "DDDD!-w"],
  ["unsure", { status: "needs_person", diagnosis: "inconclusive" }, "DD!---w"],
  ["resolved by hand at once", { status: "resolved", report: true }, "DD----D"],
])("an incident that is %s", (_, told, picture) => {
  const reached = river(detail(told));
  expect(STATIONS.map((station) => LETTERS[reached[station]]).join("")).toBe(picture);
});
