import { IconFlame, IconServer2, IconUserCircle } from "@tabler/icons-react";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { LanguageSwitch } from "@/language/LanguageSwitch";
import { useT } from "@/language/language";
import { LiveMark, OfflineBanner } from "@/live/LiveMark";
import { LiveProvider } from "@/live/LiveProvider";
import { usePerson, useSession } from "@/people/session";
import { StopBanner, StopSwitchControl } from "@/stop/StopSwitch";
import { Beacon } from "./Beacon";
import classes from "./Shell.module.css";

const PAGES = [
  { to: "/app/incidents", key: "nav.incidents", icon: IconFlame },
  { to: "/app/agents", key: "nav.agents", icon: IconServer2 },
  { to: "/app/profile", key: "nav.profile", icon: IconUserCircle },
] as const;

/** The frame around every page inside: navigation, live state, stop switch, banners. */
export function Shell() {
  const t = useT();
  const session = useSession();
  const person = usePerson();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    if (session === null) navigate({ to: "/app/login", search: { next: path } });
  }, [session, navigate, path]);

  // A new page is announced by moving the focus to it; the first one keeps the browser's own focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what triggers it
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);

  return (
    <LiveProvider>
      <a href="#content" className={classes.skip}>
        {t("app.skip")}
      </a>
      <div className={classes.frame}>
        <aside className={classes.rail}>
          <Link to="/app/incidents" className={classes.brand}>
            <Beacon />
            <span>
              <strong>{t("app.name")}</strong>
              <small>{t("app.tagline")}</small>
            </span>
          </Link>
          <nav aria-label={t("app.navigation")} className={classes.pages}>
            {PAGES.map(({ to, key, icon: Icon }) => (
              <Link key={to} to={to} className={classes.page} activeProps={{ className: classes.active }}>
                <Icon aria-hidden size={20} stroke={1.7} />
                <span>{t(key)}</span>
              </Link>
            ))}
          </nav>
          <p className={classes.who}>{person?.name}</p>
        </aside>
        <div className={classes.column}>
          <header className={classes.header}>
            <Link to="/app/incidents" className={classes.brandSmall} aria-label={t("app.name")}>
              <Beacon size={24} />
              <strong>{t("app.name")}</strong>
            </Link>
            <LiveMark />
            <span className={classes.spacer} />
            <StopSwitchControl />
            <LanguageSwitch />
          </header>
          <StopBanner />
          <OfflineBanner />
          <main id="content" ref={main} tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
      </div>
    </LiveProvider>
  );
}
