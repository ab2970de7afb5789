import { expect, test } from "vitest";
import { frameOf } from "@/live/frames";
import { backoff } from "@/live/socket";

test.each([
  ["not JSON", "{"],
  ["no object", "null"],
  ["a list", "[]"],
  ["no type", '{"a":1}'],
  ["a type of a newer server", '{"type":"hologram"}'],
  ["bytes", new ArrayBuffer(3)],
])("%s is no frame", (_, data) => {
  expect(frameOf(data)).toBeNull();
});

test("a frame is what it says", () => {
  expect(frameOf('{"type":"incident_changed","id":"x"}')).toEqual({ type: "incident_changed", id: "x" });
});

test("waiting doubles up to a ceiling, never all at the same moment", () => {
  expect(backoff(0, 1)).toBe(500);
  expect(backoff(3, 1)).toBe(4_000);
  expect(backoff(50, 1)).toBe(15_000);
  expect(backoff(50, 0)).toBe(7_500);
});
