import { Button, Group, Text } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Proposal } from "@/api/types";
import { ReasonDialog } from "@/app/ReasonDialog";
import { useApi } from "@/app/services";
import { useT } from "@/language/language";
import { useLive } from "@/live/LiveProvider";
import { mayOperate, usePerson } from "@/people/session";
import { useStopSwitch } from "@/stop/StopSwitch";
import { ApproveDialog } from "./ApproveDialog";
import classes from "./Decision.module.css";

interface Props {
  proposal: Proposal;
  place: { institution: string; system: string };
  expired: boolean;
}

/** Approve or refuse, and why not when that is not possible. */
export function Decision({ proposal, place, expired }: Props) {
  const t = useT();
  const api = useApi();
  const queries = useQueryClient();
  const person = usePerson();
  const stopped = useStopSwitch()?.on ?? false;
  const offline = useLive() === "offline";
  const [refusing, setRefusing] = useState(false);
  // What was read is what is signed: the dialog keeps the proposal as it was when it opened.
  const [read, setRead] = useState<Proposal | null>(null);
  const refuse = useMutation({
    mutationFn: (reason: string) =>
      api.post("/api/v1/proposals/{proposal}/refusals", {
        params: { path: { proposal: proposal.id } },
        body: { reason },
      }),
    onSuccess: () => setRefusing(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ["incident", proposal.incident] }),
  });
  const hindrance = offline
    ? t("proposal.offline")
    : expired
      ? t("proposal.expired_note")
      : proposal.may_approve
        ? null
        : proposal.why_not;
  const notes = [hindrance, stopped ? t("proposal.stopped") : null].filter((note) => note !== null);

  return (
    <div className={classes.decision}>
      {notes.map((note) => (
        <Text key={note} size="sm" className={classes.note} data-testid="why-not">
          {note}
        </Text>
      ))}
      <Group gap="sm" className={classes.buttons}>
        <Button
          size="md"
          leftSection={<IconCheck aria-hidden size={20} />}
          disabled={offline || expired || !proposal.may_approve}
          onClick={() => setRead(proposal)}
          data-testid="approve"
        >
          {t("proposal.approve")}
        </Button>
        <Button
          size="md"
          variant="default"
          leftSection={<IconX aria-hidden size={20} />}
          disabled={offline || expired || !mayOperate(person, place)}
          onClick={() => {
            refuse.reset();
            setRefusing(true);
          }}
          data-testid="refuse"
        >
          {t("proposal.refuse")}
        </Button>
      </Group>
      {person && (
        <ApproveDialog
          proposal={read ?? proposal}
          person={person.id}
          opened={read !== null}
          onClose={() => setRead(null)}
        />
      )}
      <ReasonDialog
        opened={refusing}
        onClose={() => setRefusing(false)}
        title={t("refuse.title")}
        text={t("refuse.text")}
        reasonLabel={t("refuse.reason")}
        confirm={t("refuse.confirm")}
        color="red"
        busy={refuse.isPending}
        error={refuse.error}
        onConfirm={(reason) => refuse.mutate(reason)}
        testId="refuse-confirm"
      />
    </div>
  );
}
