import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Api } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Person, Session } from "@/api/types";
import { useApi } from "@/app/services";

/** The session, or null when nobody is signed in. */
export const sessionQuery = (api: Api) =>
  queryOptions<Session | null>({
    queryKey: ["session"],
    staleTime: 5 * 60_000,
    queryFn: async () => {
      try {
        const session = await api.get("/api/v1/session");
        api.csrf = session.csrf;
        return session;
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
  });

/** Takes over a session that a login or the setup answered with. */
export function begin(api: Api, queries: QueryClient, session: Session): void {
  api.csrf = session.csrf;
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  queries.setQueryData(["session"], session);
}

/** Forgets everything that the person could see. */
export function end(api: Api, queries: QueryClient): void {
  api.csrf = "";
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  queries.setQueryData(["session"], null);
}

export function useSession(): Session | null {
  const api = useApi();
  return useQuery(sessionQuery(api)).data ?? null;
}

export function usePerson(): Person | null {
  return useSession()?.person ?? null;
}

/** Roles that may turn the stop switch; the server decides, this only hides what would be refused. */
const STOPPERS = new Set(["operator", "manager", "approver", "admin"]);

export const mayStop = (person: Person | null): boolean =>
  person?.grants.some((grant) => STOPPERS.has(grant.role)) ?? false;

const OPERATORS = new Set(["operator", "approver", "admin"]);

/** May refuse proposals, cancel runs and resolve incidents at this place. */
export const mayOperate = (person: Person | null, place: { institution: string; system: string }): boolean =>
  person?.grants.some(
    (grant) =>
      OPERATORS.has(grant.role) &&
      (grant.institution === null || grant.institution === place.institution) &&
      (grant.system === null || grant.system === place.system),
  ) ?? false;

export function useSessionEnd(): () => void {
  const api = useApi();
  const queries = useQueryClient();
  return () => end(api, queries);
}
