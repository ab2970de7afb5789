import { expect, test } from "vitest";
import { knownZone, moment, relative, span } from "@/language/time";

const NOW = Date.parse("2026-03-10T12:00:00Z");

test.each([
  [-2, "en", "now"],
  [-42, "en", "42 sec. ago"],
  [-90, "en", "1 min. ago"],
  [-7_200, "en", "2 hr. ago"],
  [-2 * 86_400, "en", "2 days ago"],
  [-180, "ko", "3분 전"],
  [300, "en", "in 5 min."],
] as const)("%d seconds from now in %s is “%s”", (seconds, language, words) => {
  expect(relative(NOW + seconds * 1000, NOW, language)).toBe(words);
});

test("an instant is shown in the reader's zone, not in the browser's", () => {
  expect(moment("2026-03-10T16:30:05Z", "en", "Asia/Seoul", "time")).toBe("01:30:05");
  expect(moment("2026-03-10T16:30:05Z", "ko", "Asia/Seoul")).toContain("2026년 3월 11일");
  expect(moment("2026-03-10T16:30:05Z", "en", "UTC")).toContain("Mar 10, 2026");
});

test("what is no instant is shown as it came", () => {
  expect(moment("yesterday", "en", "UTC")).toBe("yesterday");
});

test("a zone the browser does not know is replaced by its own", () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(knownZone("Mars/Olympus")).toBe(own);
  expect(knownZone(undefined)).toBe(own);
  expect(knownZone("Asia/Seoul")).toBe("Asia/Seoul");
});

test.each([
  [0, "0:00"],
  [61_000, "1:01"],
  [3_723_999, "1:02:03"],
  [-5_000, "0:00"],
])("%d milliseconds are %s", (milliseconds, words) => {
  expect(span(milliseconds)).toBe(words);
});
