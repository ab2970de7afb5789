/** What the stand-in answers, and how its one story goes on once it is approved. */
import { createHash, createPublicKey, verify } from "node:crypto";
import { agents, finished, id, newRun, person, story } from "./story.mjs";

export const state = {
  mode: "many",
  rosterAfter: 3,
  tell: () => {},
  sessions: new Set(),
  person: { ...person },
  keys: [],
  stop: { on: false, by: null, at: null, reason: null },
  incidents: { ko: story("ko", 14), en: story("en", 14) },
  output: [],
};

export class Refused extends Error {
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
  state.tell({ type: "incident", incident: listed(found) });
  state.tell({ type: "incident_changed", id: incident });
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
      state.tell({ type: "run_output", run: id(7000), incident, lines: [line] });
    });
  }
  later(4_000, () => {
    each(incident, (one, language) => ({
      status: "resolved",
      resolved_at: new Date().toISOString(),
      runs: one.runs.map((run) => finished(language, run)),
      proposals: one.proposals.map((proposal) => ({ ...proposal, status: "executed" })),
    }));
    state.tell({
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
export const sessionOf = () => ({
  person: state.person,
  csrf: "made-up-csrf",
  expires_at: new Date(Date.now() + 8 * 3600_000).toISOString(),
});

export const routes = [
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
      later(state.rosterAfter * 1000, () => {
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
      state.tell({ type: "stop_switch", ...state.stop });
      return state.stop;
    },
  ],
];
