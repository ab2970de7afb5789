import { Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Problem } from "@/api/problem";
import { type Translate, useT } from "@/language/language";
import classes from "./Failure.module.css";

/** What happened, and what to do next, in the reader's words. */
export function wordsOf(error: unknown, t: Translate): { what: string; next: string } {
  if (!(error instanceof Problem)) return { what: t("error.general"), next: "" };
  if (error.unreachable) return { what: t("error.unreachable"), next: t("error.unreachable_next") };
  const wait = error.retryAfter ? t("error.again_in", { seconds: Math.ceil(error.retryAfter) }) : "";
  const next = error.nextStep || wait;
  if (error.detail) return { what: error.detail, next };
  if (error.status === 403) return { what: t("error.forbidden"), next: next || t("error.forbidden_next") };
  if (error.status === 404) return { what: t("error.not_found"), next: next || t("error.not_found_next") };
  return { what: error.title || t("error.general"), next };
}

/** A whole section that could not be loaded. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  const { what, next } = wordsOf(error, t);
  return (
    <div className={classes.failure} role="alert" data-testid="failure">
      <IconAlertTriangle aria-hidden size={28} />
      <Stack gap={4}>
        <Text fw={650}>{t("error.title")}</Text>
        <Text>{what}</Text>
        {next && <Text c="dimmed">{next}</Text>}
      </Stack>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {t("common.retry")}
        </Button>
      )}
    </div>
  );
}

/** A failed button press, beside the button. */
export function Refusal({ error }: { error: unknown }) {
  const t = useT();
  if (!error) return null;
  const { what, next } = wordsOf(error, t);
  return (
    <Group
      role="alert"
      className={classes.refusal}
      gap="xs"
      wrap="nowrap"
      align="flex-start"
      data-testid="problem"
    >
      <IconAlertTriangle aria-hidden size={18} />
      <Text size="sm">
        {what} {next}
      </Text>
    </Group>
  );
}
