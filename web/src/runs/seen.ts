import type { Seen } from "@/api/types";

/** One thing that was looked at twice. */
export interface Compared {
  name: string;
  before: string | null;
  after: string | null;
  differs: boolean;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const fields = (seen: Seen): Record<string, unknown> =>
  typeof seen === "string" ? { "": seen } : (seen ?? {});

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
