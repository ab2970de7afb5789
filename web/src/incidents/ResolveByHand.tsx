import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { IncidentDetail } from "@/api/types";
import { ReasonDialog } from "@/app/ReasonDialog";
import { useApi } from "@/app/services";
import { useT } from "@/language/language";
import { useLive } from "@/live/LiveProvider";
import { mayOperate, usePerson } from "@/people/session";

/** A person says that it is over, and why. */
export function ResolveByHand({ detail }: { detail: IncidentDetail }) {
  const t = useT();
  const api = useApi();
  const queries = useQueryClient();
  const person = usePerson();
  const offline = useLive() === "offline";
  const [asking, setAsking] = useState(false);
  const resolve = useMutation({
    mutationFn: (reason: string) =>
      api.post("/api/v1/incidents/{incident}/resolve", {
        params: { path: { incident: detail.id } },
        body: { reason },
      }),
    onSuccess: () => {
      setAsking(false);
      queries.invalidateQueries({ queryKey: ["incident", detail.id] });
      queries.invalidateQueries({ queryKey: ["incidents"] });
    },
  });
  if (detail.status === "resolved" || !mayOperate(person, detail)) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCheck aria-hidden size={18} />}
        disabled={offline}
        onClick={() => {
          resolve.reset();
          setAsking(true);
        }}
        data-testid="resolve"
      >
        {t("incident.resolve")}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("incident.resolve_title")}
        text={t("incident.resolve_text")}
        reasonLabel={t("incident.resolve_reason")}
        confirm={t("incident.resolve_confirm")}
        color="fire"
        busy={resolve.isPending}
        error={resolve.error}
        onConfirm={(reason) => resolve.mutate(reason)}
        testId="resolve-confirm"
      />
    </>
  );
}
