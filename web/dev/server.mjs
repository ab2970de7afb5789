/**
 * A small stand-in for the server, faithful to /api/v1, for working on the web app:
 *
 *   node dev/server.mjs [--port 8800] [--mode many|empty|error|slow|setup] [--roster-after 3]
 *
 * It serves dist/ with the real content security policy, too. Login: mina / anything but "wrong".
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { WebSocketServer } from "ws";
import { agents, finished, id, newRun, person, story } from "./story.mjs";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "8800" },
    mode: { type: "string", default: "many" },
    "roster-after": { type: "string", default: "3" },
  },
});

const DIST = new URL("../dist", import.meta.url).pathname;
const CSP = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const state = {
  mode: options.mode,
  sessions: new Set(),
  person: { ...person },
  keys: [],
  stop: { on: false, by: null, at: null, reason: null },
  incidents: { ko: story("ko", 14), en: story("en", 14) },
  output: [],
};

class Refused extends Error {
  constructor(status, title, detail, extra = {}) {
    super(title);
    this.status = status;
    this.body = {
      type: "about:blank",
      title,
      status,
      detail,
      code: title.toLowerCase().replaceAll(" ", "_"),
      ...extra,
    };
  }
}

const sockets = new WebSocketServer({ noServer: true });
const tell = (frame) => {
  for (const socket of sockets.clients) socket.send(JSON.stringify(frame));
};
setInterval(() => tell({ type: "ping" }), 15_000).unref();

const listed = ({
  sample,
  template,
  fingerprint,
  timeline,
  diagnosis,
  evidence,
  proposals,
  runs,
  report,
  ...incident
}) => incident;
const each = (incident, change) => {
  for (const language of ["ko", "en"]) {
    const list = state.incidents[language];
    const index = list.findIndex((one) => one.id === incident);
    if (index >= 0) list[index] = { ...list[index], ...change(list[index], language) };
  }
};
const announce = (incident) => {
  const found = state.incidents[state.person.language].find((one) => one.id === incident);
  tell({ type: "incident", incident: listed(found) });
  tell({ type: "incident_changed", id: incident });
};
const later = (milliseconds, act) => setTimeout(act, milliseconds).unref();

function carryOut(incident) {
  each(incident, (_, language) => ({ status: "repairing", runs: [newRun(language, incident)] }));
  announce(incident);
  state.output = [];
  for (let n = 1; n <= 40; n += 1) {
    later(n * 90, () => {
      const line = {
        sequence: n,
        step: 0,
        stream: n % 9 === 0 ? "stderr" : n === 1 ? "note" : "stdout",
        text:
          n === 1
            ? "look: active=no"
            : `\u001b[32m[${n}]\u001b[0m starting shop-worker … waiting for port 8101 (${n * 90} ms)`,
      };
      state.output.push(line);
      tell({ type: "run_output", run: id(7000), incident, lines: [line] });
    });
  }
  later(4_000, () => {
    each(incident, (one, language) => ({
      status: "resolved",
      resolved_at: new Date().toISOString(),
      runs: one.runs.map((run) => finished(language, run)),
      proposals: one.proposals.map((proposal) => ({ ...proposal, status: "executed" })),
    }));
    tell({
      type: "run",
      run: state.incidents[state.person.language].find((one) => one.id === incident).runs[0],
    });
    announce(incident);
  });
  later(4_800, () => {
    each(incident, () => ({ report: true }));
    announce(incident);
  });
}

function checkSignature(body, proposal) {
  const [header, payload, signature] = String(body.signature).split(".");
  const read = (part) => JSON.parse(Buffer.from(part, "base64url"));
  const { kid, alg, typ } = read(header);
  const key = state.keys.find((one) => one.kid === kid);
  if (alg !== "ES256" || typ !== "bonghwa-approval+jws" || !key?.in_roster)
    throw new Refused(403, "Signature refused", "The key is not in the roster.");
  const held = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    { key: createPublicKey({ key: key.jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  const statement = read(payload);
  if (!held || statement.plan_hash !== proposal.plan_hash || statement.approver !== person.id)
    throw new Refused(403, "Signature refused", "The signature does not verify.");
}

const shownKey = ({ jwk, kid, ...key }) => key;
const sessionOf = () => ({
  person: state.person,
  csrf: "made-up-csrf",
  expires_at: new Date(Date.now() + 8 * 3600_000).toISOString(),
});

const routes = [
  ["GET", /^\/setup$/, () => ({ needed: state.mode === "setup" })],
  [
    "POST",
    /^\/setup$/,
    (ask) => {
      state.mode = "many";
      return ask.enter(201);
    },
  ],
  ["GET", /^\/session$/, () => sessionOf()],
  ["DELETE", /^\/session$/, (ask) => ask.leave()],
  [
    "PATCH",
    /^\/session\/person$/,
    ({ body }) => {
      state.person = { ...state.person, ...body };
      return state.person;
    },
  ],
  [
    "GET",
    /^\/incidents$/,
    ({ query, list }) => {
      if (state.mode === "error")
        throw new Refused(503, "Unavailable", "The database does not answer.", {
          next_step: "Try again in a minute; an administrator finds the reason in the server's log.",
        });
      const wanted = query.get("status");
      const text = (query.get("q") ?? "").toLowerCase();
      const items =
        state.mode === "empty"
          ? []
          : list.filter(
              (one) =>
                (!wanted || (wanted === "open" ? one.status !== "resolved" : one.status === wanted)) &&
                (!query.get("level") || one.level === query.get("level")) &&
                `${one.title} ${one.service} ${one.host}`.toLowerCase().includes(text),
            );
      return { items: items.map(listed), next_cursor: null };
    },
  ],
  ["GET", /^\/incidents\/([^/]+)$/, ({ found }) => found()],
  [
    "POST",
    /^\/incidents\/([^/]+)\/resolve$/,
    ({ found, parts }) => {
      each(parts[0], () => ({ status: "resolved", resolved_at: new Date().toISOString() }));
      announce(parts[0]);
      return listed(found());
    },
  ],
  ["GET", /^\/approver-keys$/, () => state.keys.map(shownKey)],
  [
    "POST",
    /^\/approver-keys$/,
    ({ body }) => {
      const { crv, kty, x, y } = body.jwk;
      const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
      const key = {
        id: id(400 + state.keys.length),
        label: body.label,
        created_at: new Date().toISOString(),
        revoked_at: null,
        in_roster: false,
        jwk: body.jwk,
        kid,
      };
      state.keys.push(key);
      later(Number(options["roster-after"]) * 1000, () => {
        key.in_roster = true;
      });
      return [201, shownKey(key)];
    },
  ],
  [
    "DELETE",
    /^\/approver-keys\/([^/]+)$/,
    ({ parts }) => {
      for (const key of state.keys)
        if (key.id === parts[0])
          Object.assign(key, { revoked_at: new Date().toISOString(), in_roster: false });
      return [204];
    },
  ],
  [
    "POST",
    /^\/proposals\/([^/]+)\/approvals$/,
    ({ body, list }) => {
      const incident = list.find((one) => one.proposals.some((proposal) => proposal.status === "pending"));
      if (!incident)
        throw new Refused(409, "Conflict", "This proposal is already decided.", {
          next_step: "Reload to see what happened.",
        });
      checkSignature(body, incident.proposals[0]);
      const approval = {
        person_name: state.person.name,
        decision: "approve",
        at: new Date().toISOString(),
        key_id: "k",
        reason: null,
      };
      each(incident.id, (one) => ({
        proposals: one.proposals.map((proposal) => ({
          ...proposal,
          status: "approved",
          approvals: [approval],
        })),
      }));
      carryOut(incident.id);
      return [201, approval];
    },
  ],
  [
    "POST",
    /^\/proposals\/([^/]+)\/refusals$/,
    ({ body, list }) => {
      const incident = list.find((one) => one.proposals.some((proposal) => proposal.status === "pending"));
      const approval = {
        person_name: state.person.name,
        decision: "refuse",
        at: new Date().toISOString(),
        key_id: null,
        reason: body.reason,
      };
      each(incident.id, (one) => ({
        status: "needs_person",
        proposals: one.proposals.map((proposal) => ({
          ...proposal,
          status: "refused",
          approvals: [approval],
        })),
      }));
      announce(incident.id);
      return [201, approval];
    },
  ],
  [
    "GET",
    /^\/runs\/([^/]+)\/output$/,
    ({ query }) => {
      const lines = state.output.filter((line) => line.sequence > Number(query.get("after")));
      return { lines, next: lines.at(-1)?.sequence ?? Number(query.get("after")) };
    },
  ],
  ["POST", /^\/runs\/([^/]+)\/cancel$/, () => [202]],
  ["GET", /^\/agents$/, () => (state.mode === "empty" ? [] : agents())],
  ["GET", /^\/stop-switch$/, () => state.stop],
  [
    "PUT",
    /^\/stop-switch$/,
    ({ body }) => {
      state.stop = { on: body.on, by: state.person.name, at: new Date().toISOString(), reason: body.reason };
      tell({ type: "stop_switch", ...state.stop });
      return state.stop;
    },
  ],
];

const signedIn = (request) =>
  [...state.sessions].some((one) => request.headers.cookie?.includes(`bonghwa_session=${one}`));

async function answerApi(request, response, url) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : null;
  const path = url.pathname.slice("/api/v1".length);
  const language = request.headers["accept-language"]?.startsWith("ko") ? "ko" : "en";
  const list = state.incidents[language];
  const headers = { "Content-Type": "application/json" };
  const enter = (status) => {
    const token = Math.random().toString(36).slice(2);
    state.sessions.add(token);
    headers["Set-Cookie"] = `bonghwa_session=${token}; HttpOnly; SameSite=Strict; Path=/`;
    return [status, sessionOf()];
  };
  const leave = () => {
    state.sessions.clear();
    return [204];
  };
  const send = (status, value) => {
    response.writeHead(status, headers);
    response.end(value === undefined ? "" : JSON.stringify(value));
  };
  try {
    if (state.mode === "slow" && path.startsWith("/incidents"))
      await new Promise((done) => setTimeout(done, 60_000));
    if (path === "/session" && request.method === "POST") {
      if (body.password === "many") throw new Refused(429, "Too many attempts", "", { retry_after: 42 });
      if (body.login !== "mina" || body.password === "wrong")
        throw new Refused(401, "Unauthorized", "Login failed.");
      return send(...enter(200));
    }
    if (path !== "/setup" && !signedIn(request)) throw new Refused(401, "Unauthorized", "Sign in first.");
    for (const [method, pattern, answer] of routes) {
      const match = path.match(pattern);
      if (!match || method !== request.method) continue;
      const parts = match.slice(1).map(decodeURIComponent);
      const found = () => {
        const incident = list.find((one) => one.id === parts[0]);
        if (!incident)
          throw new Refused(404, "Not found", "There is no such incident.", {
            next_step: "Check the address.",
          });
        return incident;
      };
      const result = answer({ body, query: url.searchParams, parts, list, found, enter, leave });
      return Array.isArray(result) && typeof result[0] === "number" ? send(...result) : send(200, result);
    }
    throw new Refused(404, "Not found", "No such address.");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    headers["Content-Type"] = "application/problem+json";
    send(error.status, error.body);
  }
}

function answerFile(response, url) {
  const wanted = join(DIST, normalize(url.pathname));
  const file =
    wanted.startsWith(DIST) && existsSync(wanted) && statSync(wanted).isFile()
      ? wanted
      : join(DIST, "index.html");
  response.writeHead(200, {
    "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
    "Content-Security-Policy": CSP,
  });
  createReadStream(file).pipe(response);
}

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://here");
  if (url.pathname === "/dev/mode") {
    state.mode = url.searchParams.get("name");
    response.end(state.mode);
    return;
  }
  if (url.pathname === "/dev/drop") {
    for (const socket of sockets.clients) socket.terminate();
    state.deaf = url.searchParams.has("stay");
    response.end();
    return;
  }
  if (url.pathname.startsWith("/api/v1/"))
    answerApi(request, response, url).catch((error) => {
      console.error(error);
      response.destroy();
    });
  else answerFile(response, url);
});
server.on("upgrade", (request, socket, head) => {
  if (state.deaf || !signedIn(request)) return socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
  sockets.handleUpgrade(request, socket, head, (line) =>
    line.send(JSON.stringify({ type: "hello", version: 1 })),
  );
});
server.listen(Number(options.port), "127.0.0.1", () => console.log(`http://127.0.0.1:${options.port}/`));
