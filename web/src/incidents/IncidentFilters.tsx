import { CloseButton, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { Level } from "@/api/types";
import { useT } from "@/language/language";
import type { IncidentFilter } from "./filter";
import classes from "./IncidentFilters.module.css";

const LEVELS: Level[] = ["critical", "high", "warning", "info"];

export function IncidentFilters({
  filter,
  onChange,
}: {
  filter: IncidentFilter;
  onChange: (filter: IncidentFilter) => void;
}) {
  const t = useT();
  return (
    <search className={classes.filters}>
      <SegmentedControl
        aria-label={t("incidents.filter_status")}
        value={filter.status}
        onChange={(status) => onChange({ ...filter, status: status as IncidentFilter["status"] })}
        data={[
          { value: "open", label: t("incidents.filter_open") },
          { value: "all", label: t("incidents.filter_all") },
          { value: "resolved", label: t("incidents.filter_resolved") },
        ]}
        className={classes.status}
      />
      <Select
        aria-label={t("incidents.filter_level")}
        value={filter.level}
        onChange={(level) => onChange({ ...filter, level: (level ?? "all") as IncidentFilter["level"] })}
        data={[
          { value: "all", label: t("incidents.any_level") },
          ...LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) })),
        ]}
        allowDeselect={false}
        className={classes.level}
      />
      <TextInput
        aria-label={t("incidents.search")}
        placeholder={t("incidents.search_hint")}
        type="search"
        leftSection={<IconSearch aria-hidden size={16} />}
        rightSection={
          filter.text && (
            <CloseButton
              size="sm"
              aria-label={t("incidents.search_clear")}
              onClick={() => onChange({ ...filter, text: "" })}
            />
          )
        }
        value={filter.text}
        maxLength={200}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        className={classes.text}
      />
    </search>
  );
}
