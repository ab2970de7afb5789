import { Button, Text } from "@mantine/core";
import { Beacon } from "@/app/Beacon";
import { Empty } from "@/app/Empty";
import { useT } from "@/language/language";
import type { IncidentFilter } from "./filter";

export function NoIncidents({ filter, onClear }: { filter: IncidentFilter; onClear: () => void }) {
  const t = useT();
  const calm = filter.status === "open" && filter.level === "all" && !filter.text.trim();
  return (
    <Empty
      picture={<Beacon size={44} />}
      title={t(calm ? "incidents.empty_open" : "incidents.empty_filter")}
      action={
        !calm && (
          <Button variant="default" onClick={onClear}>
            {t("incidents.clear")}
          </Button>
        )
      }
    >
      <Text c="dimmed">{t(calm ? "incidents.empty_open_next" : "incidents.empty_filter_next")}</Text>
    </Empty>
  );
}
