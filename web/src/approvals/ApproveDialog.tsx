import { Button, Code, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { IconSignature } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Proposal } from "@/api/types";
import { Refusal } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useT } from "@/language/language";
import { useLive } from "@/live/LiveProvider";
import { PlanSummary } from "@/proposals/PlanSummary";
import classes from "./ApproveDialog.module.css";
import { useSigningKey } from "./approver_keys";
import { signApproval } from "./jws";
import { KeyMaker } from "./KeyMaker";
import { type KeptKey, maySign } from "./key_box";

interface Props {
  proposal: Proposal;
  person: string;
  opened: boolean;
  onClose: () => void;
}

/** Says once more exactly what will happen, makes sure that this browser can sign, then signs and sends. */
export function ApproveDialog({ proposal, person, opened, onClose }: Props) {
  const t = useT();
  const { readiness, key, error } = useSigningKey(person, opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("approve.title")}
      size="lg"
      centered
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack data-testid="approve-dialog" data-readiness={maySign() ? readiness : "unsupported"}>
        <PlanSummary proposal={proposal} titled={false} />
        <Text size="sm" c="dimmed">
          {t("proposal.hash")} <code className={classes.hash}>{proposal.plan_hash}</code>
        </Text>
        <Refusal error={error} />
        {!maySign() ? (
          <Notice title={t("approve.unsupported")} text={t("approve.unsupported_text")} />
        ) : (
          <>
            {readiness === "loading" && !error && <Loader size="sm" aria-label={t("common.loading")} />}
            {(readiness === "no_key" || readiness === "revoked") && (
              <>
                <Notice
                  title={t("approve.no_key")}
                  text={t(readiness === "revoked" ? "approve.revoked" : "approve.no_key_text")}
                />
                <KeyMaker person={person} />
              </>
            )}
            {readiness === "waiting" && key && <RosterWait kid={key.kid} />}
            {readiness === "ready" && key && (
              <Sign proposal={proposal} person={person} signingKey={key} onClose={onClose} />
            )}
          </>
        )}
      </Stack>
    </Modal>
  );
}

function Notice({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Text fw={650}>{title}</Text>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    </div>
  );
}

function RosterWait({ kid }: { kid: string }) {
  const t = useT();
  return (
    <Group wrap="nowrap" align="flex-start" role="status" data-testid="roster-wait">
      <Loader size="sm" mt={4} />
      <div>
        <Notice title={t("approve.waiting")} text={t("approve.waiting_text")} />
        <Text size="sm" mt={6}>
          {t("approve.thumbprint")}: <Code>{kid}</Code>
        </Text>
      </div>
    </Group>
  );
}

function Sign({
  proposal,
  person,
  signingKey,
  onClose,
}: {
  proposal: Proposal;
  person: string;
  signingKey: KeptKey;
  onClose: () => void;
}) {
  const t = useT();
  const api = useApi();
  const queries = useQueryClient();
  const offline = useLive() === "offline";
  const approve = useMutation({
    mutationFn: async () => {
      const signature = await signApproval(signingKey.private, {
        plan_hash: proposal.plan_hash,
        approver: person,
        key_id: signingKey.kid,
        signed_at: new Date(api.now()).toISOString(),
      });
      return api.post("/api/v1/proposals/{proposal}/approvals", {
        params: { path: { proposal: proposal.id } },
        body: { plan_hash: proposal.plan_hash, signature },
      });
    },
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ["incident", proposal.incident] }),
  });
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("approve.signs")}
      </Text>
      <Refusal error={approve.error} />
      {offline && <Text size="sm">{t("proposal.offline")}</Text>}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          leftSection={<IconSignature aria-hidden size={18} />}
          loading={approve.isPending}
          disabled={offline}
          onClick={() => approve.mutate()}
          data-testid="approve-confirm"
        >
          {t("approve.confirm")}
        </Button>
      </Group>
    </>
  );
}
