import { expect, test } from "vitest";
import { safeNext } from "@/people/next_page";

test.each([
  ["/app/incidents/7", "/app/incidents/7"],
  ["/app/login", "/app/incidents"],
  ["https://evil.test/", "/app/incidents"],
  ["//evil.test/app/", "/app/incidents"],
  [undefined, "/app/incidents"],
])("after the login, next=%s leads to %s", (next, page) => {
  expect(safeNext(next)).toBe(page);
});
