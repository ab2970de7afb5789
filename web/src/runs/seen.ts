import type { Seen } from "@/api/types";

/** One thing that was looked at twice. */
export interface Compared {
  name: string;
  before: string | null;
  after: string | null;
  differs: boolean;
}

/** A value in plain words: lists by line, records as "name: value", nested ones as JSON. */
function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.map(one).join("\n") || "–";
  return one(value);
}

function one(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return plain(value);
  const parts = Object.entries(value).filter(([, part]) => part !== null && part !== "");
  return parts.map(([name, part]) => `${name}: ${plain(part)}`).join(", ") || "–";
}

const plain = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

const fields = (seen: Seen): Record<string, unknown> => seen ?? {};

/** Two looks side by side, by field, those that differ first. */
export function compared(before: Seen, after: Seen): Compared[] {
  const first = fields(before);
  const second = fields(after);
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  const rows = names.map((name) => {
    const was = before === null ? null : shown(first[name]);
    const is = after === null ? null : shown(second[name]);
    return { name, before: was, after: is, differs: was !== null && is !== null && was !== is };
  });
  return rows.toSorted((a, b) => Number(b.differs) - Number(a.differs));
}
