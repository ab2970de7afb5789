/** Made-up incidents for looking at the web app without a server. */
import { createHash } from "node:crypto";

export const say = (language, ko, en) => (language === "ko" ? ko : en);
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
export const id = (n) => `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const person = {
  id: id(1),
  login: "mina",
  name: "김민아",
  email: "mina@example.test",
  language: "ko",
  timezone: "Asia/Seoul",
  grants: [
    { role: "approver", institution: null, system: null },
    { role: "operator", institution: "seoul-library", system: "loans" },
  ],
};

const TITLES = [
  [
    "critical",
    "awaiting_approval",
    "ConnectionRefusedError: [Errno 111] connect to 127.0.0.1:<*> failed",
    "shop-front",
    "worker_down",
    "작업 프로세스가 죽음",
    "Worker process is down",
  ],
  [
    "high",
    "repairing",
    "OSError: [Errno 122] Disk quota exceeded: '/srv/shop/logs/orders.log'",
    "shop-worker",
    "quota_exceeded",
    "로그 디렉터리 할당량 초과",
    "Log directory over quota",
  ],
  [
    "high",
    "diagnosing",
    "FATAL: remaining connection slots are reserved for superusers",
    "loans-db",
    null,
    null,
    null,
  ],
  [
    "warning",
    "needs_person",
    "TLS certificate of api.example.test expires in 5 days",
    "gateway",
    null,
    null,
    null,
  ],
  ["info", "new", "Cache warm-up took 12.4 s (expected 3 s)", "search", null, null, null],
  [
    "critical",
    "resolved",
    "ValueError: invalid literal for port: 'eighty'",
    "shop-worker",
    "config_altered",
    "설정 파일이 변경됨",
    "Configuration file was altered",
  ],
];

function brief(index, language) {
  const [level, status, title, service, cause, ko, en] = TITLES[index % TITLES.length];
  const number = 128 - index;
  return {
    id: id(1000 - index),
    number,
    institution: index % 3 === 1 ? "seoul-library" : "demo",
    system: index % 3 === 1 ? "loans" : "shop",
    host: `was-${String((index % 7) + 1).padStart(2, "0")}`,
    service,
    title,
    level,
    status,
    count: [412, 57, 8, 1, 3, 26][index % 6],
    first_seen: ago(300 + index * 700),
    last_seen: ago(index * 640 + 4),
    opened_at: ago(300 + index * 700),
    updated_at: ago(index * 640 + 4),
    resolved_at: status === "resolved" ? ago(index * 600) : null,
    regression_of: index === 1 ? id(995) : null,
    cause,
    cause_label: cause && say(language, ko, en),
  };
}

export const HOSTILE =
  '{"ts":"2026-11-21T01:40:12.114Z","level":"error","logger":"shop.front","msg":"upstream failed","error":"ConnectionRefusedError: [Errno 111] connect to 127.0.0.1:8101 failed","request":"GET /orders?user=<EMAIL:1>"}\n' +
  'Traceback (most recent call last):\n  File "front.py", line 88, in forward\n    reply = await upstream.get(path, timeout=2)\n' +
  "<script>alert('not run')</script> \u001b[31mred\u001b[0m \u0007 \u202etxt.exe";

const evidence = (language) => [
  {
    id: "E1",
    kind: "log",
    origin: "was-01:/srv/shop/logs/front.log",
    title: say(language, "최근 5분의 오류 줄", "Error lines of the last 5 minutes"),
    text: HOSTILE,
    at: ago(260),
  },
  {
    id: "E2",
    kind: "look",
    origin: "service.status@was-01",
    title: say(language, "shop-worker 서비스 상태", "Status of shop-worker"),
    text: "manager: scripts\nactive: no\npid: -\nport 8101: refused\nlast exit: signal 9 (KILL)",
    at: ago(255),
  },
  {
    id: "E3",
    kind: "look",
    origin: "host.resources@was-01",
    title: say(language, "메모리와 디스크", "Memory and disk"),
    text: "memory 41 %\ndisk / 63 %\nload 0.4",
    at: ago(254),
  },
  {
    id: "E4",
    kind: "change",
    origin: "integrity.baseline@was-01",
    title: say(language, "설정 파일 변경 없음", "No configuration file changed"),
    text: "7 files compared, 0 differ",
    at: ago(253),
  },
];

const diagnosis = (language) => ({
  status: "concluded",
  cause: "worker_down",
  cause_label: say(language, "작업 프로세스가 죽음", "Worker process is down"),
  explanation: say(
    language,
    "앞단(shop-front)이 8101 포트로 연결하지 못합니다. 그 포트를 여는 shop-worker 프로세스가 신호 9로 종료되었고, 메모리와 디스크는 정상이며 설정도 바뀌지 않았습니다.",
    "The front (shop-front) cannot connect to port 8101. The shop-worker process that opens it was ended by signal 9; memory and disk are fine and no configuration changed.",
  ),
  confidence: 0.93,
  claims: [
    {
      cause: "worker_down",
      cause_label: say(language, "작업 프로세스가 죽음", "Worker process is down"),
      confidence: 0.93,
      evidence: ["E1", "E2"],
      why: say(
        language,
        "연결이 거부되고, 프로세스가 없습니다.",
        "Connections are refused and there is no process.",
      ),
    },
    {
      cause: "out_of_memory",
      cause_label: say(language, "메모리 부족으로 종료됨", "Killed for lack of memory"),
      confidence: 0.12,
      evidence: ["E3"],
      why: say(language, "메모리는 41 %만 쓰이고 있습니다.", "Only 41 % of memory is in use."),
    },
    {
      cause: "manual_kill",
      cause_label: say(language, "누군가 직접 종료함", "Somebody ended it by hand"),
      confidence: 0.08,
      evidence: [],
      why: "",
    },
  ],
  reason: null,
  finished_at: ago(250),
});

const proposal = (language, incident, status) => ({
  id: id(5000),
  incident,
  status,
  risk: "disruptive",
  title: say(language, "shop-worker 재시작", "Restart shop-worker"),
  blast_radius: say(
    language,
    "서비스 1개, 서버 1대. 재시작하는 동안 주문이 최대 30초 멈춥니다.",
    "1 service on 1 host. Orders pause for up to 30 seconds while it restarts.",
  ),
  preview: [
    say(language, "지금 상태: 실행 중 아님, 8101 포트 닫힘", "Now: not running, port 8101 closed"),
    say(
      language,
      "/srv/shop/startup.sh 로 시작하고, 새 프로세스와 열린 포트를 확인합니다.",
      "Starts it by /srv/shop/startup.sh, then checks for a new process and an open port.",
    ),
  ],
  steps: [
    {
      action: "service.restart",
      title: say(language, "shop-worker 재시작", "Restart shop-worker"),
      host: "was-01",
      params: { unit: "shop-worker" },
      risk: "disruptive",
    },
  ],
  plan_hash: createHash("sha256").update("plan").digest("hex"),
  requester: "system",
  requester_name: null,
  created_at: ago(248),
  expires_at: new Date(Date.now() + 14 * 60_000).toISOString(),
  may_approve: true,
  why_not: null,
  approvals: [],
});

export const newRun = (language, incident) => ({
  id: id(7000),
  proposal: id(5000),
  incident,
  status: "running",
  verified: false,
  interrupted: false,
  started_at: new Date().toISOString(),
  finished_at: null,
  reason: null,
  steps: [
    {
      index: 0,
      action: "service.restart",
      title: say(language, "shop-worker 재시작", "Restart shop-worker"),
      host: "was-01",
      status: "running",
      reason: null,
      before: { active: "no", pid: null, port_8101: "refused", invocation: "a41c09" },
      after: null,
      started_at: new Date().toISOString(),
      finished_at: null,
    },
  ],
});

export const finished = (language, run) => ({
  ...run,
  status: "succeeded",
  verified: true,
  finished_at: new Date().toISOString(),
  steps: run.steps.map((step) => ({
    ...step,
    status: "succeeded",
    reason: say(
      language,
      "새 프로세스가 떴고 포트가 열려 있습니다.",
      "A new process is up and its port is open.",
    ),
    after: { active: "yes", pid: 48211, port_8101: "open", invocation: "7be210" },
    finished_at: new Date().toISOString(),
  })),
});

const timeline = (language, entries) =>
  entries.map(([key, seconds, ko, en, actor], index) => ({
    id: id(9000 + index),
    at: ago(seconds),
    key: `timeline.${key}`,
    values: {},
    text: say(language, ko, en),
    actor,
  }));

/** The first incident is the story; the others are only as deep as the list. */
export function story(language, count) {
  const list = Array.from({ length: count }, (_, index) => brief(index, language));
  return list.map((incident, index) => {
    const told = ["awaiting_approval", "repairing", "resolved"].includes(incident.status);
    const run =
      incident.status === "repairing"
        ? [newRun(language, incident.id)]
        : incident.status === "resolved"
          ? [finished(language, newRun(language, incident.id))]
          : [];
    return {
      ...incident,
      sample: HOSTILE,
      template: "ConnectionRefusedError: [Errno 111] connect to <*> failed",
      fingerprint: createHash("sha256").update(incident.title).digest("hex"),
      timeline: timeline(language, [
        ["opened", 300, "장애가 열렸습니다.", "The incident was opened.", null],
        ["diagnosing", 262, "증거 4개를 모았습니다.", "Gathered 4 pieces of evidence.", null],
        ["diagnosed", 250, "원인: 작업 프로세스가 죽음 (93 %)", "Cause: worker process is down (93 %)", null],
        ["proposed", 248, "조치를 제안했습니다: shop-worker 재시작", "Proposed: restart shop-worker", null],
        ["notified", 247, "승인자 2명에게 알렸습니다.", "Notified 2 approvers.", null],
      ]),
      diagnosis: told
        ? diagnosis(language)
        : incident.status === "diagnosing"
          ? {
              status: "running",
              cause: null,
              cause_label: null,
              explanation: null,
              confidence: 0,
              claims: [],
              reason: null,
              finished_at: null,
            }
          : incident.status === "needs_person"
            ? {
                status: "inconclusive",
                cause: null,
                cause_label: null,
                explanation: null,
                confidence: 0.2,
                claims: diagnosis(language).claims.slice(1),
                reason: say(
                  language,
                  "증거가 서로 어긋납니다: 인증서는 유효하지만 체인이 불완전합니다.",
                  "The evidence disagrees: the certificate is valid, yet its chain is incomplete.",
                ),
                finished_at: ago(200),
              }
            : null,
      evidence: told || incident.status === "needs_person" ? evidence(language) : [],
      proposals: told
        ? [
            {
              ...proposal(
                language,
                incident.id,
                index === 0 || incident.status === "awaiting_approval" ? "pending" : "executed",
              ),
              ...(incident.status === "awaiting_approval"
                ? {}
                : {
                    approvals: [
                      { person_name: "김민아", decision: "approve", at: ago(120), key_id: "k", reason: null },
                    ],
                  }),
            },
          ]
        : [],
      runs: run,
      report: incident.status === "resolved",
    };
  });
}

export const agents = () => [
  {
    id: id(300),
    name: "was-01-agent",
    institution: "demo",
    system: "shop",
    status: "online",
    last_seen: ago(3),
    running: 0,
    spooled: 0,
    version: "0.1.0",
    hosts: ["was-01"],
    actions: [
      "service.status",
      "service.restart",
      "host.resources",
      "logs.errors",
      "files.archive",
      "integrity.restore",
    ],
  },
  {
    id: id(301),
    name: "library-bridge",
    institution: "seoul-library",
    system: "loans",
    status: "busy",
    last_seen: ago(1),
    running: 1,
    spooled: 0,
    version: "0.1.0",
    hosts: ["lib-web-01", "lib-was-01", "lib-db-01"],
    actions: ["service.status", "host.resources"],
  },
  {
    id: id(302),
    name: "archive-07",
    institution: "demo",
    system: "archive",
    status: "offline",
    last_seen: ago(5400),
    running: 0,
    spooled: 18240,
    version: "0.0.9",
    hosts: ["arc-07"],
    actions: [],
  },
];
