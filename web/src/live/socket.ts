import type { Frame } from "@/api/types";
import { frameOf } from "./frames";

/** Silence for longer than two pings means that the line is dead, whatever the browser believes. */
const SILENCE = 35_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/** Milliseconds before attempt number `attempt` (from 0): doubling, with jitter so that not all come back at once. */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

export interface Listener {
  onFrame: (frame: Frame) => void;
  onState: (connected: boolean) => void;
  /** A connection could not be made; the session may be over. */
  onFailure: () => void;
}

/** Keeps one WebSocket open until closed; gives back the closing function. */
export function connectLive(url: string, listener: Listener): () => void {
  let socket: WebSocket | null = null;
  let attempt = 0;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setTimeout> | undefined;

  const heard = () => {
    clearTimeout(watch);
    watch = setTimeout(() => drop(), SILENCE);
  };

  const drop = () => {
    clearTimeout(watch);
    clearTimeout(retry);
    const lost = socket;
    socket = null;
    if (lost) {
      lost.onopen = lost.onclose = lost.onmessage = null;
      lost.close();
    }
    if (closed) return;
    listener.onState(false);
    retry = setTimeout(open, backoff(attempt, Math.random()));
    attempt += 1;
  };

  const open = () => {
    clearTimeout(retry);
    let greeted = false;
    socket = new WebSocket(url);
    heard();
    socket.onmessage = (event) => {
      heard();
      const frame = frameOf(event.data);
      if (!frame) return;
      if (frame.type === "hello") {
        greeted = true;
        attempt = 0;
        listener.onState(true);
      }
      listener.onFrame(frame);
    };
    socket.onclose = () => {
      if (!greeted) listener.onFailure();
      drop();
    };
  };

  const tryNow = () => {
    if (!socket && !closed) {
      attempt = 0;
      open();
    }
  };
  const wentAway = () => {
    if (socket) drop();
  };
  window.addEventListener("online", tryNow);
  window.addEventListener("offline", wentAway);
  open();

  return () => {
    closed = true;
    window.removeEventListener("online", tryNow);
    window.removeEventListener("offline", wentAway);
    drop();
  };
}
