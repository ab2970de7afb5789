import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Api } from "@/api/client";
import type { ApproverKey } from "@/api/types";
import { useApi } from "@/app/services";
import { forgetKey, keepKey, keptKey, makeKey } from "./key_box";

export const approverKeysQuery = (api: Api) =>
  queryOptions({ queryKey: ["approver-keys"], queryFn: () => api.get("/api/v1/approver-keys") });

/** The key of this browser; it is not on the server, so it never goes stale by itself. */
export const keptKeyQuery = (person: string) =>
  queryOptions({
    queryKey: ["kept-key", person],
    queryFn: () => keptKey(person),
    staleTime: Number.POSITIVE_INFINITY,
  });

export type Readiness = "loading" | "no_key" | "revoked" | "waiting" | "ready";

/** Whether this browser can sign for the person, and what is missing. Asks every 3 s while the roster is awaited. */
export function useSigningKey(person: string, watch: boolean) {
  const api = useApi();
  const kept = useQuery({ ...keptKeyQuery(person), enabled: watch });
  const registered = useQuery({
    ...approverKeysQuery(api),
    enabled: watch,
    refetchOnMount: "always",
    refetchInterval: (query) => {
      const mine = query.state.data?.find(
        (key) => key.id === kept.data?.registered || key.id === kept.data?.kid,
      );
      return watch && mine && !mine.in_roster && !mine.revoked_at ? 3_000 : false;
    },
  });
  const mine =
    registered.data?.find((key) => key.id === kept.data?.registered || key.id === kept.data?.kid) ?? null;
  const readiness = (): Readiness => {
    if (kept.isPending || (registered.isPending && !registered.isError)) return "loading";
    if (!kept.data || !mine) return "no_key";
    if (mine.revoked_at) return "revoked";
    return mine.in_roster ? "ready" : "waiting";
  };
  return { readiness: readiness(), key: kept.data ?? null, error: kept.error ?? registered.error };
}

/** Makes a key in this browser, registers its public half, and only then keeps it. */
export function useKeyMaker(person: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (label: string) => {
      const made = await makeKey(person);
      const known = await api.post("/api/v1/approver-keys", { body: { jwk: made.jwk, label } });
      await keepKey({ ...made, registered: known.id });
      return known;
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["kept-key", person] });
      await queries.invalidateQueries({ queryKey: ["approver-keys"] });
    },
  });
}

export function useKeyRevoker(person: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (key: ApproverKey) => {
      await api.delete("/api/v1/approver-keys/{key}", { params: { path: { key: key.id } } });
      const kept = await keptKey(person);
      if (kept && (kept.registered === key.id || kept.kid === key.id)) await forgetKey(person);
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["kept-key", person] });
      await queries.invalidateQueries({ queryKey: ["approver-keys"] });
    },
  });
}
