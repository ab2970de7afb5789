import type { IncidentDetail } from "@/api/types";
import { useT } from "@/language/language";
import classes from "./River.module.css";
import { river, STATIONS } from "./river";

/** The relay: each station a beacon that is lit when the incident has passed it. */
export function River({ detail }: { detail: IncidentDetail }) {
  const t = useT();
  const reached = river(detail);
  return (
    <ol className={classes.river} aria-label={t("river.label")} data-testid="river">
      {STATIONS.map((station) => (
        <li
          key={station}
          className={classes.station}
          data-reached={reached[station]}
          data-testid={`river-${station}`}
          aria-current={reached[station] === "current" ? "step" : undefined}
        >
          <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" className={classes.beacon}>
            <circle cx="13" cy="13" r="11.500" />
            {reached[station] === "attention" ? (
              <path d="M12 6.500h2v8h-2zM12 17h2v2.200h-2z" />
            ) : (
              <path d="M13 5.500c.8 3.200 4.500 4.500 4.500 9a4.500 4.500 0 0 1-9 0c0-2.200 1.200-3.400 2-4.400.3 1.300.9 1.900 1.400 2-.3-2.500.100-4.700 1.100-6.600z" />
            )}
          </svg>
          <span className={classes.name}>{t(`river.${station}`)}</span>
          <span className={classes.state}>{t(`river.${reached[station]}`)}</span>
        </li>
      ))}
    </ol>
  );
}
