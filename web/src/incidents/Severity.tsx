import type { Level } from "@/api/types";
import { useT } from "@/language/language";
import classes from "./Severity.module.css";

/** As the beacon towers counted fires: the more are lit, the worse it is. */
const FIRES: Record<Level, number> = { info: 1, warning: 2, high: 3, critical: 4 };
const PLACES = [1, 2, 3, 4];

/** Severity as fires, word and colour. */
export function Severity({ level }: { level: Level }) {
  const t = useT();
  return (
    <span className={classes.severity} data-level={level} data-testid="severity">
      <svg width="30" height="14" viewBox="0 0 30 14" aria-hidden="true" className={classes.fires}>
        {PLACES.map((place) => (
          <path
            key={place}
            transform={`translate(${place * 7.5 - 7} 0.5)`}
            d="M3.200 0c.4 2.600 3.200 3.500 3.200 7.600a3.100 3.100 0 0 1-6.300 0c0-1.900.8-2.900 1.500-3.800.2 1 .6 1.400 1 1.600C2.400 3.500 2.500 1.600 3.200 0z"
            data-lit={place <= FIRES[level]}
          />
        ))}
      </svg>
      {t(`level.${level}`)}
    </span>
  );
}
