import type { ReactNode } from "react";
import classes from "./Badge.module.css";

export type Tone = "good" | "bad" | "wait" | "calm" | "high" | "quiet";

/** A word with a tone; the icon or the word carry the meaning, the colour only helps. */
export function Badge({
  tone,
  icon,
  children,
  testId,
  value,
}: {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
  testId?: string;
  value?: string;
}) {
  return (
    <span className={classes.badge} data-tone={tone} data-testid={testId} data-value={value}>
      {icon}
      {children}
    </span>
  );
}
