import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "@/api/client";
import type { IncidentDetail, IncidentPage } from "@/api/types";
import { type IncidentFilter, queryOf } from "./filter";

export const incidentsQuery = (api: Api, filter: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: ["incidents", filter] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => api.get<IncidentPage>(`/incidents?${queryOf(filter, pageParam)}`),
    getNextPageParam: (page) => page.next_cursor,
  });

export const incidentQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ["incident", id] as const,
    queryFn: () => api.get<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`),
  });
