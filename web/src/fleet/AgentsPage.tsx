import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconBolt, IconCircleCheck, IconCircleDashed, IconServer2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Agent } from "@/api/types";
import { Badge } from "@/app/Badge";
import { Empty } from "@/app/Empty";
import { Failure } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useTitle } from "@/app/title";
import { useT } from "@/language/language";
import { Moment } from "@/language/Moment";
import classes from "./AgentsPage.module.css";

const ENROL = "bonghwa agent enroll --help";

export function AgentsPage() {
  const t = useT();
  const api = useApi();
  useTitle(t("agents.title"));
  // The live line reports changes; the slow poll only notices what a lost frame would hide.
  const agents = useQuery({
    queryKey: ["agents"],
    queryFn: () => api.get("/api/v1/agents"),
    refetchInterval: 60_000,
  });
  const online = agents.data?.filter((agent) => agent.status !== "offline").length ?? 0;
  return (
    <Stack gap="md">
      <div className={classes.head}>
        <Title order={1} size="h2">
          {t("agents.title")}
        </Title>
        {agents.data && agents.data.length > 0 && (
          <Text c="dimmed" size="sm" data-testid="agent-count">
            {t("agents.summary", { total: agents.data.length, online })}
          </Text>
        )}
      </div>
      {agents.isPending && (
        <Stack role="status" aria-label={t("common.loading")} data-testid="loading">
          <Skeleton height={132} radius={12} />
          <Skeleton height={132} radius={12} />
        </Stack>
      )}
      {agents.isError && !agents.data && <Failure error={agents.error} onRetry={() => agents.refetch()} />}
      {agents.data?.length === 0 && (
        <Empty picture={<IconServer2 aria-hidden size={40} stroke={1.3} />} title={t("agents.empty")}>
          <Text c="dimmed">{t("agents.empty_next")}</Text>
          <code className={classes.command}>{ENROL}</code>
        </Empty>
      )}
      {agents.data && agents.data.length > 0 && (
        <ul className={classes.list} aria-label={t("agents.list")} data-testid="agent-list">
          {agents.data.map((agent) => (
            <AgentCard key={agent.id} agent={agent} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

function AgentStatus({ status }: { status: Agent["status"] }) {
  const t = useT();
  const looks = {
    online: ["good", IconCircleCheck],
    busy: ["calm", IconBolt],
    offline: ["bad", IconCircleDashed],
  } as const;
  const [tone, Icon] = looks[status] ?? looks.offline;
  return (
    <Badge tone={tone} icon={<Icon aria-hidden size={14} />} testId="agent-status" value={status}>
      {t(`agents.${status}`)}
    </Badge>
  );
}

function AgentCard({ agent }: { agent: Agent }) {
  const t = useT();
  return (
    <li className={classes.card} data-testid="agent" data-status={agent.status}>
      <div className={classes.top}>
        <h2 className={classes.name}>{agent.name}</h2>
        <AgentStatus status={agent.status} />
      </div>
      <p className={classes.place}>
        {agent.institution}/{agent.system} · {t("agents.version")} {agent.version}
      </p>
      <dl className={classes.facts}>
        <div>
          <dt>{t("agents.last_seen")}</dt>
          <dd>{agent.last_seen ? <Moment at={agent.last_seen} show="relative" /> : t("agents.never")}</dd>
        </div>
        <div>
          <dt>{t("agents.hosts")}</dt>
          <dd>{agent.hosts.join(", ") || t("common.none")}</dd>
        </div>
        <div>
          <dt>{t("agents.spool")}</dt>
          <dd data-testid="spool">
            {agent.spooled > 0 ? agent.spooled.toLocaleString() : t("agents.spool_empty")}
          </dd>
        </div>
        <div>
          <dt>{t("agents.running")}</dt>
          <dd>{agent.running > 0 ? agent.running : t("common.none")}</dd>
        </div>
      </dl>
      {agent.actions.length > 0 && (
        <details className={classes.actions}>
          <summary>{t("agents.actions", { count: agent.actions.length })}</summary>
          <ul>
            {agent.actions.map((action) => (
              <li key={action}>
                <code>{action}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
