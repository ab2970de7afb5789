/**
 * A small stand-in for the server, faithful to /api/v1, for working on the web app:
 *
 *   node dev/server.mjs [--port 8800] [--mode many|empty|error|slow|setup] [--roster-after 3]
 *
 * It serves dist/ with the real content security policy, too. Login: mina / anything but "wrong".
 */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { WebSocketServer } from "ws";
import { Refused, routes, sessionOf, state } from "./routes.mjs";

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

state.mode = options.mode;
state.rosterAfter = Number(options["roster-after"]);

const sockets = new WebSocketServer({ noServer: true });
state.tell = (frame) => {
  for (const socket of sockets.clients) socket.send(JSON.stringify(frame));
};
setInterval(() => state.tell({ type: "ping" }), 15_000).unref();

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
