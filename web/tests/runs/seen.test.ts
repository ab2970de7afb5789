import { expect, test } from "vitest";
import { compared } from "@/runs/seen";

test("what changed comes first", () => {
  const rows = compared({ unit: "a", active: "no" }, { unit: "a", active: "yes", pid: 7 });
  expect(rows.map((row) => [row.name, row.differs])).toEqual([
    ["active", true],
    ["pid", true],
    ["unit", false],
  ]);
});

test("before the second look nothing counts as changed", () => {
  expect(compared({ active: "no" }, null)).toEqual([
    { name: "active", before: "no", after: null, differs: false },
  ]);
});

test("nested values are shown, and nothing at all is an empty table", () => {
  expect(compared({ ports: [80, 443] }, { ports: [] })[0]).toMatchObject({ before: "80\n443", after: "–" });
  const files = {
    files: [
      { name: "a.log", size: 7, link: null },
      { name: "b.log", tags: ["x"] },
    ],
  };
  expect(compared(files, null)[0]?.before).toBe('name: a.log, size: 7\nname: b.log, tags: ["x"]');
  expect(compared(null, null)).toEqual([]);
});
