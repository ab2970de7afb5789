import type { Incident, OutputLine, Run, StopSwitch } from "@/api/types";

/** What the server says over /ws/live. A newer server may say more; unknown types are ignored. */
export type Frame =
  | { type: "hello"; version: number }
  | { type: "incident"; incident: Incident }
  | { type: "incident_changed"; id: string }
  | { type: "run_output"; run: string; incident: string; lines: OutputLine[] }
  | { type: "run"; run: Run }
  | { type: "agent"; id: string }
  | ({ type: "stop_switch" } & StopSwitch)
  /** This screen could not keep up; what it missed is gone. */
  | { type: "resync" }
  | { type: "ping" };

const KNOWN = new Set([
  "hello",
  "incident",
  "incident_changed",
  "run_output",
  "run",
  "agent",
  "stop_switch",
  "resync",
  "ping",
]);

/** The frame in a text message, null for anything that is not one. */
export function frameOf(data: unknown): Frame | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    const type = (value as { type?: unknown } | null)?.type;
    return typeof type === "string" && KNOWN.has(type) ? (value as Frame) : null;
  } catch {
    return null;
  }
}
