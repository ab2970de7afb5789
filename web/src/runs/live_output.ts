import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useApi } from "@/app/services";
import { joined, NO_OUTPUT, type Output } from "./output";

/** Pages asked for at most in one go; a longer output is in the report. */
const PAGES = 50;

/** Everything a run said so far; the live line appends to it. */
export function useRunOutput(run: string) {
  const api = useApi();
  const queries = useQueryClient();
  const queryKey = ["run-output", run];
  return useQuery({
    queryKey,
    staleTime: 60_000,
    queryFn: async () => {
      let output: Output = NO_OUTPUT;
      let after = 0;
      for (let page = 0; page < PAGES; page += 1) {
        const { lines, next } = await api.get("/api/v1/runs/{run}/output", {
          params: { path: { run }, query: { after } },
        });
        output = joined(output, lines);
        if (lines.length === 0 || next <= after) break;
        after = next;
      }
      // What the live line brought while we asked is newer than our answer.
      const meanwhile = queries.getQueryData<Output>(queryKey)?.lines ?? [];
      return { ...joined(output, meanwhile), gap: false };
    },
  });
}
