import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import type { Frame, IncidentDetail, Run } from "@/api/types";
import type { IncidentFilter } from "@/incidents/filter";
import { useLanguage } from "@/language/language";
import { joined, type Output } from "@/runs/output";
import { type Pages, placed } from "./incident_list";
import { connectLive } from "./socket";

export type LiveState = "connecting" | "online" | "offline";

const LiveContext = createContext<LiveState>("connecting");

export const useLive = (): LiveState => use(LiveContext);

const withRun = (detail: IncidentDetail, run: Run): IncidentDetail => {
  const known = detail.runs.some((one) => one.id === run.id);
  return {
    ...detail,
    runs: known ? detail.runs.map((one) => (one.id === run.id ? run : one)) : [...detail.runs, run],
  };
};

/** Brings what a frame says into everything that is already loaded. */
export function apply(queries: QueryClient, frame: Frame): void {
  switch (frame.type) {
    case "incident": {
      const { incident } = frame;
      for (const [key, list] of queries.getQueriesData<Pages>({ queryKey: ["incidents"] })) {
        if (list) queries.setQueryData(key, placed(list, incident, key[1] as IncidentFilter));
      }
      queries.setQueryData<IncidentDetail>(
        ["incident", incident.id],
        (old) => old && { ...old, ...incident },
      );
      break;
    }
    case "incident_changed":
      queries.invalidateQueries({ queryKey: ["incident", frame.id] });
      break;
    case "run":
      queries.setQueryData<IncidentDetail>(
        ["incident", frame.run.incident],
        (old) => old && withRun(old, frame.run),
      );
      break;
    case "run_output": {
      const key = ["run-output", frame.run];
      queries.setQueryData<Output>(key, (old) => old && joined(old, frame.lines));
      if (queries.getQueryData<Output>(key)?.gap) queries.invalidateQueries({ queryKey: key });
      break;
    }
    case "agent":
      queries.invalidateQueries({ queryKey: ["agents"] });
      break;
    case "stop_switch":
      queries.setQueryData(["stop-switch"], {
        on: frame.on,
        by: frame.by,
        at: frame.at,
        reason: frame.reason,
      });
      break;
    case "resync":
      queries.invalidateQueries();
      break;
    default:
      break;
  }
}

/** One live line per signed-in page. After each reconnect everything shown is fetched again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const { language } = useLanguage();
  const [state, setState] = useState<LiveState>("connecting");

  useEffect(() => {
    const { protocol, host } = window.location;
    let before = false;
    return connectLive(`${protocol === "https:" ? "wss" : "ws"}://${host}/ws/live?language=${language}`, {
      onFrame: (frame) => apply(queries, frame),
      onState: (connected) => {
        setState(connected ? "online" : "offline");
        if (connected && before) queries.invalidateQueries();
        before ||= connected;
      },
      onFailure: () => queries.invalidateQueries({ queryKey: ["session"] }),
    });
  }, [queries, language]);

  return <LiveContext value={state}>{children}</LiveContext>;
}
