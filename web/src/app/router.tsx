import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { IncidentPage } from "@/incidents/IncidentPage";
import { IncidentsPage } from "@/incidents/IncidentsPage";
import { LoginPage } from "@/people/LoginPage";
import { safeNext } from "@/people/next_page";
import { sessionQuery } from "@/people/session";
import { PageFailure } from "./PageFailure";
import { PageMissing } from "./PageMissing";
import { Shell } from "./Shell";
import type { Services } from "./services";

const root = createRootRouteWithContext<Services>()({
  component: Outlet,
  notFoundComponent: PageMissing,
  errorComponent: PageFailure,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/app/incidents" });
  },
});

const app = createRoute({
  getParentRoute: () => root,
  path: "/app",
  beforeLoad: ({ location }) => {
    if (location.pathname.replace(/\/$/, "") === "/app") throw redirect({ to: "/app/incidents" });
  },
  component: Outlet,
});

const login = createRoute({
  getParentRoute: () => app,
  path: "login",
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === "string" ? { next: search.next } : {},
  beforeLoad: async ({ context, search }) => {
    const session = await context.queries.ensureQueryData(sessionQuery(context.api));
    if (session) throw redirect({ to: safeNext(search.next) });
  },
  component: LoginPage,
});

const setup = createRoute({
  getParentRoute: () => app,
  path: "setup",
  component: lazyRouteComponent(() => import("@/people/SetupPage"), "SetupPage"),
});

/** Everything in here needs a session. */
const inside = createRoute({
  getParentRoute: () => app,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery(context.api));
    if (!session) throw redirect({ to: "/app/login", search: { next: location.pathname } });
  },
  component: Shell,
});

const incidents = createRoute({ getParentRoute: () => inside, path: "incidents", component: IncidentsPage });

export const incidentRoute = createRoute({
  getParentRoute: () => inside,
  path: "incidents/$id",
  component: IncidentPage,
});

const agents = createRoute({
  getParentRoute: () => inside,
  path: "agents",
  component: lazyRouteComponent(() => import("@/fleet/AgentsPage"), "AgentsPage"),
});

const profile = createRoute({
  getParentRoute: () => inside,
  path: "profile",
  component: lazyRouteComponent(() => import("@/people/ProfilePage"), "ProfilePage"),
});

const tree = root.addChildren([
  home,
  app.addChildren([login, setup, inside.addChildren([incidents, incidentRoute, agents, profile])]),
]);

export function createAppRouter(services: Services) {
  return createRouter({ routeTree: tree, context: services, scrollRestoration: true, defaultPreload: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
