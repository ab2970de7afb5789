import type { ReactNode } from "react";
import type { IncidentDetail } from "@/api/types";
import { Card } from "@/app/Card";
import { useT } from "@/language/language";
import { Moment } from "@/language/Moment";
import classes from "./Facts.module.css";

export function Facts({ detail }: { detail: IncidentDetail }) {
  const t = useT();
  return (
    <Card title={t("incident.facts")}>
      <dl className={classes.facts}>
        <Fact name={t("incident.institution")}>{detail.institution}</Fact>
        <Fact name={t("incident.system")}>{detail.system}</Fact>
        <Fact name={t("incident.host")}>{detail.host}</Fact>
        <Fact name={t("incident.service")}>{detail.service}</Fact>
        <Fact name={t("incident.count")}>
          <span data-testid="count">{detail.count.toLocaleString()}</span>
        </Fact>
        <Fact name={t("incident.first_seen")}>
          <Moment at={detail.first_seen} />
        </Fact>
        <Fact name={t("incident.last_seen")}>
          <Moment at={detail.last_seen} />
        </Fact>
        {detail.resolved_at && (
          <Fact name={t("incident.resolved_at")}>
            <Moment at={detail.resolved_at} />
          </Fact>
        )}
        <Fact name={t("incident.fingerprint")}>
          <code title={detail.fingerprint}>{detail.fingerprint.slice(0, 16)}</code>
        </Fact>
      </dl>
    </Card>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
