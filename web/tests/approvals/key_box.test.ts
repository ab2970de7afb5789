import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { browserName } from "@/approvals/browser_name";
import { signApproval } from "@/approvals/jws";
import { forgetKey, keepKey, keptKey, makeKey } from "@/approvals/key_box";

test("a kept key still signs after it was read back", async () => {
  const made = await makeKey("person-1");
  await keepKey({ ...made, registered: "server-id" });
  const found = await keptKey("person-1");
  expect(found?.kid).toBe(made.kid);
  expect(found?.registered).toBe("server-id");
  const statement = {
    plan_hash: "h",
    approver: "person-1",
    key_id: made.kid,
    signed_at: "2026-01-01T00:00:00Z",
  };
  expect(found && (await signApproval(found.private, statement)).split(".")).toHaveLength(3);
});

test("people who share a browser do not share a key", async () => {
  await keepKey(await makeKey("person-1"));
  expect(await keptKey("person-2")).toBeNull();
});

test("a forgotten key is gone", async () => {
  await keepKey(await makeKey("person-3"));
  await forgetKey("person-3");
  expect(await keptKey("person-3")).toBeNull();
});

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36",
    "Chrome, Linux",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15", "Safari, macOS"],
  ["Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"],
  ["something else", "Browser"],
])("a browser is named as people name it: %s", (agent, name) => {
  expect(browserName(agent)).toBe(name);
});
