import { Text } from "@mantine/core";
import type { TimelineEntry } from "@/api/types";
import { Card } from "@/app/Card";
import { useT } from "@/language/language";
import { Moment } from "@/language/Moment";
import { visible } from "@/runs/terminal_text";
import classes from "./Timeline.module.css";

/** What happened, oldest first. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const t = useT();
  return (
    <Card title={t("incident.timeline")} testId="timeline">
      {entries.length === 0 && <Text c="dimmed">{t("incident.timeline_empty")}</Text>}
      <ol className={classes.timeline} aria-label={t("incident.timeline")}>
        {entries.map((entry) => (
          <li key={entry.id} data-key={entry.key}>
            <span className={classes.text}>{visible(entry.text)}</span>
            <span className={classes.when}>
              <Moment at={entry.at} show="time" />
              {entry.actor && entry.actor !== "system" && ` · ${entry.actor}`}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
