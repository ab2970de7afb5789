import { Button, Text } from "@mantine/core";
import { IconPlayerStop, IconShieldCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { Run, RunStep } from "@/api/types";
import { Badge } from "@/app/Badge";
import { Card } from "@/app/Card";
import { Refusal } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useT } from "@/language/language";
import { useNow } from "@/language/Moment";
import { span } from "@/language/time";
import { useLive } from "@/live/LiveProvider";
import { mayOperate, usePerson } from "@/people/session";
import { LiveOutput } from "./LiveOutput";
import { RunBadge } from "./RunBadge";
import classes from "./RunCard.module.css";
import { SeenTable } from "./SeenTable";
import { visible } from "./terminal_text";

interface Props {
  run: Run;
  /** A later run followed. */
  earlier: boolean;
  place: { institution: string; system: string };
}

/** A plan being carried out: steps, live output, and whether a second look proved that it worked. */
export function RunCard({ run, earlier, place }: Props) {
  const t = useT();
  const going = run.status === "running" || run.status === "pending";
  const tone = going ? "wait" : run.verified ? "good" : "bad";
  return (
    <Card
      title={t(earlier ? "run.earlier" : "run.title")}
      tone={tone}
      testId={earlier ? "earlier-run" : "run"}
      aside={
        <span className={classes.badges}>
          {!going && (
            <Badge
              tone={run.verified ? "good" : "bad"}
              icon={run.verified && <IconShieldCheck aria-hidden size={14} />}
              testId="verified"
              value={String(run.verified)}
            >
              {t(run.verified ? "run.verified" : "run.unverified")}
            </Badge>
          )}
          <RunBadge status={run.status} testId="run-status" />
          <Duration run={run} />
        </span>
      }
    >
      {run.verified && <Text size="sm">{t("run.verified_note")}</Text>}
      {run.status === "unknown" && <Text size="sm">{t("run.unknown_note")}</Text>}
      {run.interrupted && (
        <Text size="sm" c="dimmed">
          {t("run.interrupted")}
        </Text>
      )}
      {run.reason && !run.steps.some((step) => step.reason === run.reason) && (
        <Text size="sm" data-testid="run-reason">
          {visible(run.reason)}
        </Text>
      )}
      <ol className={classes.steps} aria-label={t("run.steps")}>
        {run.steps.map((step) => (
          <Step key={step.index} step={step} />
        ))}
      </ol>
      <LiveOutput run={run} />
      {going && <CancelRun run={run} place={place} />}
    </Card>
  );
}

function Step({ step }: { step: RunStep }) {
  return (
    <li className={classes.step} data-testid="run-step" data-status={step.status}>
      <div className={classes.stepHead}>
        <span>
          <strong>{visible(step.title)}</strong> <span className={classes.where}>{visible(step.host)}</span>
        </span>
        <RunBadge status={step.status} testId="step-status" />
      </div>
      {step.reason && <Text size="sm">{visible(step.reason)}</Text>}
      <SeenTable step={step} />
    </li>
  );
}

function Duration({ run }: { run: Run }) {
  const t = useT();
  const now = useNow(1);
  const end = run.finished_at ? Date.parse(run.finished_at) : now;
  return (
    <span className={classes.duration} title={t("run.duration")}>
      {span(end - Date.parse(run.started_at))}
    </span>
  );
}

function CancelRun({ run, place }: { run: Run; place: Props["place"] }) {
  const t = useT();
  const api = useApi();
  const person = usePerson();
  const offline = useLive() === "offline";
  const cancel = useMutation({
    mutationFn: () => api.post("/api/v1/runs/{run}/cancel", { params: { path: { run: run.id } } }),
  });
  if (!mayOperate(person, place)) return null;
  return (
    <div className={classes.cancel}>
      <Refusal error={cancel.error} />
      {cancel.isSuccess ? (
        <Text size="sm" role="status">
          {t("run.cancel_asked")}
        </Text>
      ) : (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlayerStop aria-hidden size={16} />}
          loading={cancel.isPending}
          disabled={offline}
          onClick={() => cancel.mutate()}
          data-testid="run-cancel"
        >
          {t("run.cancel")}
        </Button>
      )}
    </div>
  );
}
