import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useT } from "@/language/language";
import { Refusal } from "./Failure";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  text: string;
  reasonLabel: string;
  confirm: string;
  icon?: ReactNode;
  color: string;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  testId: string;
}

/** Asks why before something is done; the reason goes into the audit chain. */
export function ReasonDialog(props: Props) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const { opened } = props;
  useEffect(() => {
    if (opened) {
      setReason("");
      setMissing(false);
    }
  }, [opened]);
  const confirm = () => {
    if (reason.trim()) props.onConfirm(reason.trim());
    else setMissing(true);
  };
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <Stack>
          <Text size="sm">{props.text}</Text>
          <Textarea
            label={props.reasonLabel}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={missing && !reason.trim() ? t("reason.needed") : undefined}
            maxLength={500}
            autosize
            minRows={2}
            withAsterisk
            data-autofocus
          />
          <Refusal error={props.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={props.onClose}>
              {t("common.cancel")}
            </Button>
            <Button
              type="submit"
              color={props.color}
              leftSection={props.icon}
              loading={props.busy}
              data-testid={props.testId}
            >
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
