import { Group, Input, SegmentedControl, Select, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Language, Person, Session } from "@/api/types";
import { Card } from "@/app/Card";
import { Refusal } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useLanguageChoice } from "@/language/LanguageSwitch";
import { useT } from "@/language/language";
import { knownZone } from "@/language/time";

const zones = (): string[] => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

/** How things are shown to this person. */
export function DisplayCard({ person }: { person: Person }) {
  const t = useT();
  const api = useApi();
  const queries = useQueryClient();
  const chooseLanguage = useLanguageChoice();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const zone = useMutation({
    mutationFn: (timezone: string) => api.patch("/api/v1/session/person", { body: { timezone } }),
    onSuccess: (after) =>
      queries.setQueryData<Session | null>(["session"], (old) => (old ? { ...old, person: after } : old)),
  });
  return (
    <Card title={t("profile.display")}>
      <Group gap="lg" align="flex-end">
        <Input.Wrapper label={t("language.switch")} labelElement="div">
          <SegmentedControl
            display="flex"
            aria-label={t("language.switch")}
            value={person.language}
            onChange={(language) => chooseLanguage(language as Language)}
            data={[
              { value: "ko", label: t("language.ko") },
              { value: "en", label: t("language.en") },
            ]}
          />
        </Input.Wrapper>
        <Input.Wrapper label={t("profile.scheme")} labelElement="div">
          <SegmentedControl
            display="flex"
            aria-label={t("profile.scheme")}
            value={colorScheme}
            onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
            data={[
              { value: "auto", label: t("profile.scheme_auto") },
              { value: "light", label: t("profile.scheme_light") },
              { value: "dark", label: t("profile.scheme_dark") },
            ]}
          />
        </Input.Wrapper>
        <Select
          label={t("profile.timezone")}
          data={zones()}
          value={knownZone(person.timezone)}
          onChange={(timezone) => timezone && zone.mutate(timezone)}
          searchable
          allowDeselect={false}
          limit={50}
          nothingFoundMessage={t("profile.timezone_none")}
          disabled={zone.isPending}
          data-testid="timezone"
        />
      </Group>
      <Refusal error={zone.error} />
    </Card>
  );
}
