import { Skeleton } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Incident } from "@/api/types";
import { Badge } from "@/app/Badge";
import { useT } from "@/language/language";
import { Moment } from "@/language/Moment";
import { visible } from "@/runs/terminal_text";
import classes from "./IncidentList.module.css";
import { Severity } from "./Severity";
import { StatusBadge } from "./StatusBadge";

/** One list for every screen: rows with columns on a desktop, cards on a phone. */
export function IncidentList({ incidents }: { incidents: Incident[] }) {
  const t = useT();
  return (
    <div className={classes.box}>
      <div className={classes.columns} aria-hidden="true">
        <span>{t("level.label")}</span>
        <span>{t("incidents.column_incident")}</span>
        <span>{t("status.label")}</span>
        <span className={classes.number}>{t("incidents.column_count")}</span>
        <span className={classes.number}>{t("incidents.column_last")}</span>
      </div>
      <ul className={classes.list} aria-label={t("incidents.list")} data-testid="incident-list">
        {incidents.map((incident) => (
          <Row key={incident.id} incident={incident} />
        ))}
      </ul>
    </div>
  );
}

function Row({ incident }: { incident: Incident }) {
  const t = useT();
  return (
    <li
      className={classes.row}
      data-level={incident.level}
      data-testid="incident"
      data-status={incident.status}
    >
      <span className={classes.severity}>
        <Severity level={incident.level} />
      </span>
      <div className={classes.what}>
        <Link to="/app/incidents/$id" params={{ id: incident.id }} className={classes.title}>
          {visible(incident.title)}
        </Link>
        <span className={classes.where}>
          #{incident.number} · {incident.institution}/{incident.system} · {incident.service} · {incident.host}
          {incident.cause_label && (
            <>
              {" · "}
              <strong className={classes.cause}>{incident.cause_label}</strong>
            </>
          )}
        </span>
      </div>
      <span className={classes.status}>
        <StatusBadge status={incident.status} testId="incident-status" />
        {incident.regression_of && (
          <Badge tone="high" icon={<IconRepeat aria-hidden size={14} />}>
            {t("incidents.regression")}
          </Badge>
        )}
      </span>
      <span className={classes.count}>
        {t("incidents.times", { count: incident.count.toLocaleString() })}
      </span>
      <span className={classes.last}>
        <Moment at={incident.last_seen} show="relative" />
      </span>
    </li>
  );
}

const PLACEHOLDERS = ["a", "b", "c", "d", "e"];

export function IncidentListSkeleton() {
  const t = useT();
  return (
    <div className={classes.box} role="status" aria-label={t("common.loading")} data-testid="loading">
      {PLACEHOLDERS.map((name) => (
        <div key={name} className={classes.placeholder}>
          <Skeleton height={14} width="4.5rem" />
          <div>
            <Skeleton height={14} width="70%" mb={8} />
            <Skeleton height={11} width="45%" />
          </div>
        </div>
      ))}
    </div>
  );
}
