import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "@/api/client";
import { type IncidentFilter, queryOf } from "./filter";

export const incidentsQuery = (api: Api, filter: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: ["incidents", filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api.get("/api/v1/incidents", { params: { query: queryOf(filter, pageParam) } }),
    getNextPageParam: (page) => page.next_cursor,
  });

export const incidentQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ["incident", id] as const,
    queryFn: () => api.get("/api/v1/incidents/{incident}", { params: { path: { incident: id } } }),
  });
