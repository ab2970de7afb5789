import type { Frame } from "@/api/types";

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
