import { Button, Code, Stack, Text, Title } from "@mantine/core";
import { Problem } from "@/api/problem";
import { useT } from "@/language/language";
import { Failure } from "./Failure";

/** Stands in for a page that could not be drawn, or whose session could not be asked for. */
export function PageFailure({ error }: { error: unknown }) {
  const t = useT();
  if (error instanceof Problem) {
    return <Failure error={error} onRetry={() => window.location.reload()} />;
  }
  return (
    <Stack maw={560} mx="auto" p="xl" role="alert">
      <Title order={1} size="h3">
        {t("error.page")}
      </Title>
      <Text>{t("error.page_next")}</Text>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <Button onClick={() => window.location.reload()} w="fit-content">
        {t("error.reload")}
      </Button>
    </Stack>
  );
}
