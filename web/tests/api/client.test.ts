import { afterEach, expect, test, vi } from "vitest";
import { Api, skewOf, worthRetrying } from "@/api/client";
import { Problem, unreachable } from "@/api/problem";

afterEach(() => vi.unstubAllGlobals());

const answering = (response: Response) => {
  const fetch = vi.fn<(url: string, request: RequestInit) => Promise<Response>>(async () => response);
  vi.stubGlobal("fetch", fetch);
  return fetch;
};
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

test("only calls that change something carry the CSRF token, all carry the language", async () => {
  const api = new Api();
  api.csrf = "made-up";
  api.language = "ko";
  const get = answering(json(200, {}));
  await api.get("/session");
  expect(get.mock.calls[0]?.[0]).toBe("/api/v1/session");
  expect(get.mock.calls[0]?.[1].headers).not.toHaveProperty("X-CSRF-Token");
  expect(get.mock.calls[0]?.[1].headers).toHaveProperty("Accept-Language", "ko");
  const put = answering(json(200, {}));
  await api.call("PUT", "/stop-switch", { on: true, reason: "r" });
  expect(put.mock.calls[0]?.[1].headers).toHaveProperty("X-CSRF-Token", "made-up");
  expect(put.mock.calls[0]?.[1].body).toBe('{"on":true,"reason":"r"}');
});

test("an answer without a body is nothing", async () => {
  answering(new Response(null, { status: 204 }));
  expect(await new Api().call("DELETE", "/session")).toBeUndefined();
});

test("a problem says what happened and what to do next", async () => {
  answering(
    json(429, {
      title: "Too many",
      detail: "Too many attempts.",
      next_step: "Wait.",
      code: "c",
      retry_after: 9,
    }),
  );
  const failure = await new Api().get("/x").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Problem);
  expect(failure).toMatchObject({
    status: 429,
    detail: "Too many attempts.",
    nextStep: "Wait.",
    code: "c",
    retryAfter: 9,
  });
});

test("an error page of a proxy is a problem, too", async () => {
  answering(new Response("<html>Bad gateway</html>", { status: 502, statusText: "Bad Gateway" }));
  const failure = await new Api().get("/x").catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 502, title: "Bad Gateway", detail: "", retryAfter: null });
});

test("no answer at all is told apart", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
  const failure = await new Api().get("/x").catch((error: unknown) => error);
  expect(failure).toMatchObject({ unreachable: true });
});

test("trying again is for passing trouble only, and not for ever", () => {
  const forbidden = new Problem(403, "", "", "", "", null);
  expect(worthRetrying(0, unreachable())).toBe(true);
  expect(worthRetrying(2, unreachable())).toBe(false);
  expect(worthRetrying(0, new Problem(503, "", "", "", "", null))).toBe(true);
  expect(worthRetrying(0, forbidden)).toBe(false);
});

test("the server's clock counts when this device is wrong", async () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(skewOf("Thu, 01 Jan 2026 00:10:00 GMT", now)).toBe(600_000);
  expect(skewOf("Thu, 01 Jan 2026 00:00:01 GMT", now)).toBe(0);
  expect(skewOf(null, now)).toBe(0);
  expect(skewOf("nonsense", now)).toBe(0);
});
