import { expect, test } from "vitest";
import type { OutputLine } from "@/api/types";
import { joined, KEPT_LINES, NO_OUTPUT } from "@/runs/output";

const line = (sequence: number): OutputLine => ({
  sequence,
  step: 0,
  stream: "stdout",
  text: `line ${sequence}`,
});
const sequences = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => line(from + i));

test("lines that come twice are there once, in order", () => {
  const output = joined(joined(NO_OUTPUT, [line(2), line(1)]), [line(2), line(3)]);
  expect(output.lines.map((one) => one.sequence)).toEqual([1, 2, 3]);
  expect(output.gap).toBe(false);
});

test("a missing line is noticed", () => {
  expect(joined(joined(NO_OUTPUT, [line(1)]), [line(3)]).gap).toBe(true);
});

test("nothing new changes nothing", () => {
  const output = joined(NO_OUTPUT, [line(1)]);
  expect(joined(output, [line(1)])).toBe(output);
});

test("a flood keeps the newest lines only", () => {
  const output = joined(NO_OUTPUT, sequences(1, KEPT_LINES + 10));
  expect(output.lines).toHaveLength(KEPT_LINES);
  expect(output.lines.at(-1)?.sequence).toBe(KEPT_LINES + 10);
});
