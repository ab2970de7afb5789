import { afterEach, expect, test, vi } from "vitest";
import { Api, skewOf, worthRetrying } from "@/api/client";
import { Problem, unreachable } from "@/api/problem";

afterEach(() => vi.unstubAllGlobals());

const made = () => new Api("http://bonghwa.test");
/** Answers the next call; gives back what was asked. */
const answering = (response: Response) => {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request);
    return response.clone();
  });
  return asked;
};
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

test("only calls that change something carry the CSRF token, all carry the language", async () => {
  const api = made();
  api.csrf = "made-up";
  api.language = "ko";
  const get = answering(json(200, {}));
  await api.get("/api/v1/session");
  expect(get[0]?.url).toBe("http://bonghwa.test/api/v1/session");
  expect(get[0]?.headers.get("X-CSRF-Token")).toBeNull();
  expect(get[0]?.headers.get("Accept-Language")).toBe("ko");
  const put = answering(json(200, {}));
  await api.put("/api/v1/stop-switch", { body: { on: true, reason: "r" } });
  expect(put[0]?.method).toBe("PUT");
  expect(put[0]?.headers.get("X-CSRF-Token")).toBe("made-up");
  expect(put[0]?.headers.get("Content-Type")).toBe("application/json");
  expect(await put[0]?.text()).toBe('{"on":true,"reason":"r"}');
});

test("what is put into an address cannot leave its place", async () => {
  const asked = answering(json(200, {}));
  await made().get("/api/v1/incidents/{incident}", { params: { path: { incident: "../people?a=1" } } });
  expect(asked[0]?.url).toBe("http://bonghwa.test/api/v1/incidents/..%2Fpeople%3Fa%3D1");
  await made().get("/api/v1/incidents", { params: { query: { q: "a&level=info" } } });
  expect(asked[1]?.url).toBe("http://bonghwa.test/api/v1/incidents?q=a%26level%3Dinfo");
});

test("an answer without a body is nothing", async () => {
  answering(new Response(null, { status: 204 }));
  expect(await made().delete("/api/v1/session")).toBeUndefined();
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
  const failure = await made()
    .get("/api/v1/agents")
    .catch((error: unknown) => error);
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
  const failure = await made()
    .get("/api/v1/agents")
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 502, title: "Bad Gateway", detail: "", retryAfter: null });
});

test("no answer at all is told apart", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
  const failure = await made()
    .get("/api/v1/agents")
    .catch((error: unknown) => error);
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
