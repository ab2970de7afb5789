import type { ReactNode } from "react";
import { Beacon } from "@/app/Beacon";
import { LanguageSwitch } from "@/language/LanguageSwitch";
import { useT } from "@/language/language";
import classes from "./Entrance.module.css";

/** The page before the door: the mark beside one form. */
export function Entrance({ children }: { children: ReactNode }) {
  const t = useT();
  return (
    <div className={classes.entrance}>
      <header className={classes.picture}>
        <div className={classes.brand}>
          <Beacon size={40} />
          <span>
            <strong>{t("app.name")}</strong>
            <small>{t("app.tagline")}</small>
          </span>
        </div>
        <Ridges />
      </header>
      <main className={classes.door}>
        <div className={classes.language}>
          <LanguageSwitch />
        </div>
        <div className={classes.form}>{children}</div>
      </main>
    </div>
  );
}

/** Mountains at night, one relay beacon lit after the other. */
function Ridges() {
  return (
    <svg
      className={classes.ridges}
      viewBox="0 0 600 420"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <defs>
        <radialGradient id="glow">
          <stop offset="0" stopColor="#f4691c" stopOpacity="0.55" />
          <stop offset="0.45" stopColor="#f4691c" stopOpacity="0.14" />
          <stop offset="1" stopColor="#f4691c" stopOpacity="0" />
        </radialGradient>
      </defs>
      <path d="M0 250 90 170l60 50 80-110 90 130 70-60 90 90 60-50 60 60v140H0z" fill="#20252f" />
      <path d="M0 320 70 260l90 60 110-90 100 100 80-60 70 50 80-40v140H0z" fill="#1b1f28" />
      <path d="M0 380 120 330l100 40 130-50 120 60 130-40v80H0z" fill="#14171e" />
      <Fire x={230} y={110} size={0.5} far />
      <Fire x={390} y={180} size={0.7} />
      <Fire x={270} y={230} size={1} far />
      <Fire x={350} y={320} size={1.5} />
    </svg>
  );
}

function Fire({ x, y, size, far = false }: { x: number; y: number; size: number; far?: boolean }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`} className={far ? classes.far : undefined}>
      <circle r="34" fill="url(#glow)" />
      <path d="M0-12c1 5 5 6 5 10.500a5 5 0 0 1-10 0C-5-5-1-7 0-12z" fill="#f4691c" />
      <path d="M0-4c.5 2 2 2.500 2 4.500a2 2 0 0 1-4 0C-2-1-.500-2 0-4z" fill="#ffd8a8" />
    </g>
  );
}
