import { Button, Group, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { Failure } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useTitle } from "@/app/title";
import { useT } from "@/language/language";
import { EVERYTHING_OPEN, type IncidentFilter } from "./filter";
import { IncidentFilters } from "./IncidentFilters";
import { IncidentList, IncidentListSkeleton } from "./IncidentList";
import { NoIncidents } from "./NoIncidents";
import { incidentsQuery } from "./queries";

export function IncidentsPage() {
  const t = useT();
  const api = useApi();
  useTitle(t("incidents.title"));
  const [filter, setFilter] = useState<IncidentFilter>(EVERYTHING_OPEN);
  const [text] = useDebouncedValue(filter.text, 250);
  const asked = useMemo(() => ({ ...filter, text }), [filter, text]);
  const list = useInfiniteQuery({ ...incidentsQuery(api, asked), placeholderData: keepPreviousData });
  const incidents = list.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = useNewest(
    incidents[0]?.id,
    incidents[0]?.title,
    list.isPlaceholderData ? "" : JSON.stringify(asked),
  );

  return (
    <Stack gap="md">
      <Group justify="space-between" align="baseline" gap="xs">
        <Title order={1} size="h2">
          {t("incidents.title")}
        </Title>
        {list.data && (
          <Text c="dimmed" size="sm" data-testid="incident-count">
            {t(filter.status === "open" ? "incidents.open_count" : "incidents.shown", {
              count: `${incidents.length}${list.hasNextPage ? "+" : ""}`,
            })}
          </Text>
        )}
      </Group>
      <IncidentFilters filter={filter} onChange={setFilter} />
      <VisuallyHidden aria-live="polite">
        {newest && t("incidents.new_arrived", { title: newest })}
      </VisuallyHidden>
      {list.isPending && <IncidentListSkeleton />}
      {list.isError && !list.data && <Failure error={list.error} onRetry={() => list.refetch()} />}
      {list.data && incidents.length === 0 && (
        <NoIncidents filter={asked} onClear={() => setFilter(EVERYTHING_OPEN)} />
      )}
      {incidents.length > 0 && <IncidentList incidents={incidents} />}
      {list.hasNextPage && (
        <Button
          variant="default"
          mx="auto"
          onClick={() => list.fetchNextPage()}
          loading={list.isFetchingNextPage}
        >
          {t("common.more")}
        </Button>
      )}
    </Stack>
  );
}

/** The title of an incident that came in by itself while this list was open, for screen readers. */
function useNewest(id: string | undefined, title: string | undefined, list: string): string {
  const seen = useRef({ list: "", id: "" });
  const [newest, setNewest] = useState("");
  useEffect(() => {
    if (!list) return;
    const { current } = seen;
    if (current.list === list && id && current.id && id > current.id) setNewest(title ?? "");
    seen.current = { list, id: id ?? "" };
  }, [id, title, list]);
  return newest;
}
