import { Button, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ApproverKey, Person } from "@/api/types";
import { Badge } from "@/app/Badge";
import { Card } from "@/app/Card";
import { Failure, Refusal } from "@/app/Failure";
import { useApi } from "@/app/services";
import { approverKeysQuery, keptKeyQuery, useKeyRevoker } from "@/approvals/approver_keys";
import { KeyMaker } from "@/approvals/KeyMaker";
import { maySign } from "@/approvals/key_box";
import { useT } from "@/language/language";
import { Moment } from "@/language/Moment";
import classes from "./ApproverKeys.module.css";

/** The person's own approver keys: make one here, see whether it counts, revoke. */
export function ApproverKeys({ person }: { person: Person }) {
  const t = useT();
  const api = useApi();
  const keys = useQuery({ ...approverKeysQuery(api), refetchInterval: 10_000 });
  const kept = useQuery(keptKeyQuery(person.id));
  const [revoking, setRevoking] = useState<ApproverKey | null>(null);
  const isHere = (key: ApproverKey) => key.id === kept.data?.registered || key.id === kept.data?.kid;
  const usable = keys.data?.some((key) => isHere(key) && !key.revoked_at) ?? false;
  return (
    <Card title={t("profile.keys")} testId="approver-keys">
      <Stack>
        <Text size="sm" c="dimmed">
          {t("profile.keys_text")}
        </Text>
        {keys.isPending && <Skeleton height={48} />}
        {keys.isError && !keys.data && <Failure error={keys.error} onRetry={() => keys.refetch()} />}
        {keys.data?.length === 0 && <Text>{t("profile.keys_empty")}</Text>}
        <ul className={classes.keys}>
          {keys.data?.map((key) => (
            <Key key={key.id} approverKey={key} here={isHere(key)} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
        {!maySign() && <Text size="sm">{t("approve.unsupported_text")}</Text>}
        {maySign() && keys.data && !usable && <KeyMaker person={person.id} />}
      </Stack>
      <Revoke person={person} target={revoking} onClose={() => setRevoking(null)} />
    </Card>
  );
}

function Key({
  approverKey,
  here,
  onRevoke,
}: {
  approverKey: ApproverKey;
  here: boolean;
  onRevoke: () => void;
}) {
  const t = useT();
  const state = approverKey.revoked_at ? "revoked" : approverKey.in_roster ? "roster" : "waiting";
  const tone = { revoked: "quiet", roster: "good", waiting: "wait" } as const;
  return (
    <li className={classes.key} data-testid="approver-key" data-state={state}>
      <div className={classes.name}>
        <strong>{approverKey.label}</strong>
        {here && <Badge tone="calm">{t("profile.key_here")}</Badge>}
        <Badge tone={tone[state]}>{t(`profile.key_${state}`)}</Badge>
        <Text size="sm" c="dimmed" w="100%">
          <Moment at={approverKey.created_at} />
        </Text>
      </div>
      {!approverKey.revoked_at && (
        <Button size="xs" variant="default" flex="none" onClick={onRevoke}>
          {t("profile.key_revoke")}
        </Button>
      )}
    </li>
  );
}

function Revoke({
  person,
  target,
  onClose,
}: {
  person: Person;
  target: ApproverKey | null;
  onClose: () => void;
}) {
  const t = useT();
  const revoke = useKeyRevoker(person.id);
  return (
    <Modal
      opened={target !== null}
      onClose={onClose}
      title={t("profile.key_revoke_title", { label: target?.label ?? "" })}
      centered
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack>
        <Text size="sm">{t("profile.key_revoke_text")}</Text>
        <Refusal error={revoke.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            color="red"
            loading={revoke.isPending}
            onClick={() => target && revoke.mutate(target, { onSuccess: onClose })}
            data-testid="revoke-confirm"
          >
            {t("profile.key_revoke")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
