import { Button } from "@mantine/core";
import { IconArrowDown, IconPlayerPause } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Run } from "@/api/types";
import { Failure } from "@/app/Failure";
import { useT } from "@/language/language";
import classes from "./LiveOutput.module.css";
import { useRunOutput } from "./live_output";
import { visible } from "./terminal_text";

/** The browser draws this many lines at most; older ones have scrolled away. */
const DRAWN = 1_000;

/** Output as it comes. Follows the newest line until the reader scrolls up or pauses. */
export function LiveOutput({ run }: { run: Run }) {
  const t = useT();
  const output = useRunOutput(run.id);
  const box = useRef<HTMLDivElement>(null);
  const [follow, setFollow] = useState(true);
  const lines = output.data?.lines ?? [];
  const last = lines.at(-1)?.sequence;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what triggers it
  useEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [last, follow]);

  const scrolled = () => {
    const { current } = box;
    if (current) setFollow(current.scrollHeight - current.scrollTop - current.clientHeight < 24);
  };

  if (output.isError && !output.data)
    return <Failure error={output.error} onRetry={() => output.refetch()} />;
  return (
    <div>
      <div className={classes.head}>
        <h3 className={classes.title}>
          {t("run.output")} <small>{t("run.lines", { count: last ?? 0 })}</small>
        </h3>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-pressed={!follow}
          leftSection={
            follow ? <IconPlayerPause aria-hidden size={15} /> : <IconArrowDown aria-hidden size={15} />
          }
          onClick={() => setFollow(!follow)}
        >
          {t(follow ? "run.pause" : "run.follow")}
        </Button>
      </div>
      <div
        ref={box}
        className={classes.output}
        role="log"
        aria-label={t("run.output")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        onScroll={scrolled}
        data-testid="run-output"
      >
        {lines.length === 0 && <span className={classes.none}>{t("run.output_empty")}</span>}
        {lines.slice(-DRAWN).map((line) => (
          <div key={line.sequence} data-stream={line.stream}>
            {visible(line.text)}
          </div>
        ))}
      </div>
    </div>
  );
}
