import { useSyncExternalStore } from "react";
import { useApi } from "@/app/services";
import { usePerson } from "@/people/session";
import { useLanguage } from "./language";
import classes from "./Moment.module.css";
import { knownZone, moment, relative } from "./time";

const tick = (seconds: number) => (changed: () => void) => {
  const timer = setInterval(changed, seconds * 1000);
  return () => clearInterval(timer);
};
const everySecond = tick(1);
const everyTenSeconds = tick(10);

/** Now by the server's clock in milliseconds, moving in steps of one or ten seconds. */
export function useNow(step: 1 | 10 = 10): number {
  const api = useApi();
  const read = () => Math.floor(api.now() / (step * 1000)) * step * 1000;
  return useSyncExternalStore(step === 1 ? everySecond : everyTenSeconds, read);
}

export function useZone(): string {
  return knownZone(usePerson()?.timezone);
}

/** An instant in the reader's time zone, and how long ago it was. */
export function Moment({ at, show = "both" }: { at: string; show?: "both" | "relative" | "time" | "full" }) {
  const { language } = useLanguage();
  const zone = useZone();
  const now = useNow();
  const full = moment(at, language, zone);
  const ago = relative(Date.parse(at), Math.max(now, Date.parse(at)), language);
  const words = {
    relative: ago,
    time: moment(at, language, zone, "time"),
    full,
  };
  return (
    <time dateTime={at} title={`${full} (${zone})`}>
      {show === "both" ? (
        <>
          {full} <span className={classes.ago}>({ago})</span>
        </>
      ) : (
        words[show]
      )}
    </time>
  );
}
