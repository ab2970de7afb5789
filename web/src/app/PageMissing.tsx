import { Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useT } from "@/language/language";

/** No page lives at this address. */
export function PageMissing() {
  const t = useT();
  return (
    <Stack maw={560} mx="auto" p="xl" align="flex-start">
      <Title order={1} size="h3">
        {t("error.not_found")}
      </Title>
      <Text c="dimmed">{t("error.not_found_next")}</Text>
      <Link to="/app/incidents">{t("common.back")}</Link>
    </Stack>
  );
}
