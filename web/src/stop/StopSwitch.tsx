import { IconHandStop, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { StopSwitch } from "@/api/types";
import { ReasonDialog } from "@/app/ReasonDialog";
import { useApi } from "@/app/services";
import { useT } from "@/language/language";
import { Moment } from "@/language/Moment";
import { useLive } from "@/live/LiveProvider";
import { mayStop, usePerson } from "@/people/session";
import { visible } from "@/runs/terminal_text";
import classes from "./StopSwitch.module.css";

export function useStopSwitch(): StopSwitch | undefined {
  const api = useApi();
  return useQuery({ queryKey: ["stop-switch"], queryFn: () => api.get("/api/v1/stop-switch") }).data;
}

/** In the header: always shows the state; turning it asks for a reason. */
export function StopSwitchControl() {
  const t = useT();
  const api = useApi();
  const queries = useQueryClient();
  const person = usePerson();
  const state = useStopSwitch();
  const offline = useLive() === "offline";
  const [asking, setAsking] = useState(false);
  const on = state?.on ?? false;
  const turn = useMutation({
    mutationFn: (reason: string) => api.put("/api/v1/stop-switch", { body: { on: !on, reason } }),
    onSuccess: (after) => {
      queries.setQueryData(["stop-switch"], after);
      setAsking(false);
    },
  });
  if (!state) return null;
  return (
    <>
      <button
        type="button"
        className={classes.control}
        data-on={on}
        data-testid="stop-switch"
        aria-haspopup="dialog"
        title={mayStop(person) ? undefined : t("stop.denied")}
        disabled={offline || !mayStop(person)}
        onClick={() => {
          turn.reset();
          setAsking(true);
        }}
      >
        <IconHandStop aria-hidden size={18} stroke={1.8} />
        <span className={classes.word}>{t("stop.label")}</span>{" "}
        <strong>{t(on ? "stop.state_on" : "stop.state_off")}</strong>
      </button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(on ? "stop.title_off" : "stop.title_on")}
        text={t(on ? "stop.text_off" : "stop.text_on")}
        reasonLabel={t("stop.reason")}
        confirm={t(on ? "stop.turn_off" : "stop.turn_on")}
        icon={on ? <IconPlayerPlay aria-hidden size={18} /> : <IconHandStop aria-hidden size={18} />}
        color={on ? "fire" : "red"}
        busy={turn.isPending}
        error={turn.error}
        onConfirm={(reason) => turn.mutate(reason)}
        testId="stop-confirm"
      />
    </>
  );
}

/** On every page while the switch is on. */
export function StopBanner() {
  const t = useT();
  const state = useStopSwitch();
  if (!state?.on) return null;
  return (
    <div className={classes.banner} role="alert" data-testid="stop-banner">
      <IconHandStop aria-hidden size={20} />
      <strong>{t("stop.banner")}</strong>
      <span>
        {visible(t("stop.banner_by", { name: state.by ?? t("common.unknown"), reason: state.reason ?? "" }))}
        {state.at && (
          <>
            {" · "}
            <Moment at={state.at} show="relative" />
          </>
        )}
      </span>
    </div>
  );
}
