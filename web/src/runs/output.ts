import type { OutputLine } from "@/api/types";

/** What a run has said so far, by ascending sequence. */
export interface Output {
  lines: OutputLine[];
  /** A line is missing: lines came before the ones in between did. */
  gap: boolean;
}

export const NO_OUTPUT: Output = { lines: [], gap: false };

/** Older lines go first; the report keeps the whole. */
export const KEPT_LINES = 5_000;

/** With more lines; those already there are not doubled. */
export function joined(output: Output, more: readonly OutputLine[]): Output {
  const known = output.lines.at(-1)?.sequence ?? 0;
  const fresh = more.filter((line) => line.sequence > known).sort((a, b) => a.sequence - b.sequence);
  const first = fresh[0];
  if (!first) return output;
  return {
    lines: [...output.lines, ...fresh].slice(-KEPT_LINES),
    gap: output.gap || first.sequence > known + 1,
  };
}
