import { visible } from "@/runs/terminal_text";
import classes from "./TextBlock.module.css";

/** Text from machines, as it is: monospaced, wrapped, scrolling within itself, harmless. */
export function TextBlock({ text, label, testId }: { text: string; label: string; testId?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.block} aria-label={label} tabIndex={0}>
      <pre className={classes.text} data-testid={testId}>
        {visible(text)}
      </pre>
    </section>
  );
}
