import { Anchor, Button, Group } from "@mantine/core";
import { IconArrowLeft, IconFileText, IconRepeat } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { IncidentDetail } from "@/api/types";
import { useLanguage, useT } from "@/language/language";
import { visible } from "@/runs/terminal_text";
import classes from "./IncidentHeader.module.css";
import { ResolveByHand } from "./ResolveByHand";
import { Severity } from "./Severity";
import { StatusBadge } from "./StatusBadge";

export function IncidentHeader({ detail }: { detail: IncidentDetail }) {
  const t = useT();
  // A link sends the browser's languages, not the one chosen here.
  const { language } = useLanguage();
  const report = `/api/v1/incidents/${encodeURIComponent(detail.id)}/report`;
  return (
    <header className={classes.header}>
      <Link to="/app/incidents" className={classes.back}>
        <IconArrowLeft aria-hidden size={16} />
        {t("common.back")}
      </Link>
      <div className={classes.line}>
        <span className={classes.number}>{t("incident.number", { number: detail.number })}</span>
        <Severity level={detail.level} />
        <span role="status">
          <StatusBadge status={detail.status} />
        </span>
      </div>
      <h1 className={classes.title} data-testid="title">
        {visible(detail.title)}
      </h1>
      {detail.regression_of && (
        <p className={classes.regression}>
          <IconRepeat aria-hidden size={16} /> {t("incident.regression_note")}{" "}
          <Link to="/app/incidents/$id" params={{ id: detail.regression_of }}>
            {t("incident.earlier")}
          </Link>
        </p>
      )}
      <Group gap="sm">
        {detail.report && (
          <Button
            component="a"
            href={`${report}.html?language=${language}`}
            hrefLang={language}
            target="_blank"
            rel="noopener"
            leftSection={<IconFileText aria-hidden size={18} />}
            data-testid="report-link"
          >
            {t("incident.report")}
          </Button>
        )}
        {detail.report && (
          <Anchor
            href={`${report}.md?language=${language}`}
            hrefLang={language}
            target="_blank"
            rel="noopener"
            size="sm"
          >
            Markdown
          </Anchor>
        )}
        <ResolveByHand detail={detail} />
      </Group>
    </header>
  );
}
