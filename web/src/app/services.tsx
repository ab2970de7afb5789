import { QueryCache, QueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";
import { Api, worthRetrying } from "@/api/client";
import { Problem } from "@/api/problem";

/** What every page may use; made once in main.tsx. */
export interface Services {
  api: Api;
  queries: QueryClient;
}

/** A 401 anywhere means that the session is over: the guard then shows the login. */
export function createServices(): Services {
  const queries = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof Problem && error.status === 401 && query.queryKey[0] !== "session") {
          queries.setQueryData(["session"], null);
        }
      },
    }),
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 10_000, networkMode: "always", refetchOnWindowFocus: true },
      mutations: { networkMode: "always" },
    },
  });
  return { api: new Api(), queries };
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error("ServicesContext is missing above this component.");
  return services;
}

export const useApi = (): Api => useServices().api;
