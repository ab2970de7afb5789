import { Button, Group, TextInput } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { Refusal } from "@/app/Failure";
import { useT } from "@/language/language";
import { useKeyMaker } from "./approver_keys";
import { browserName } from "./browser_name";

/** Makes an approver key in this browser. */
export function KeyMaker({ person, disabled = false }: { person: string; disabled?: boolean }) {
  const t = useT();
  const [label, setLabel] = useState(() => browserName(navigator.userAgent));
  const make = useKeyMaker(person);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(label.trim() || browserName(navigator.userAgent));
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t("approve.key_label")}
          value={label}
          maxLength={100}
          onChange={(event) => setLabel(event.currentTarget.value)}
          flex="1 1 12rem"
        />
        <Button
          type="submit"
          leftSection={<IconKey aria-hidden size={18} />}
          loading={make.isPending}
          disabled={disabled}
          data-testid="make-key"
        >
          {t("approve.make_key")}
        </Button>
      </Group>
      <Refusal error={make.error} />
    </form>
  );
}
