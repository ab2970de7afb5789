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
      <svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true" className={classes.fires}>
        {PLACES.map((place) => (
          <path
            key={place}
            d={`M${place * 6.5 - 3.25} 1c.5 3 2.500 3.700 2.500 7a2.500 2.500 0 0 1-5 0c0-2.800 2-4 2.500-7z`}
            data-lit={place <= FIRES[level]}
          />
        ))}
      </svg>
      {t(`level.${level}`)}
    </span>
  );
}
