import { Text } from "@mantine/core";
import type { IncidentDetail } from "@/api/types";
import { Card } from "@/app/Card";
import { TextBlock } from "@/app/TextBlock";
import { useT } from "@/language/language";

export function LogSample({ detail }: { detail: IncidentDetail }) {
  const t = useT();
  return (
    <Card title={t("incident.sample")}>
      <TextBlock text={detail.sample} label={t("incident.sample_text")} testId="sample" />
      <Text size="sm" c="dimmed" mt={8}>
        {t("incident.sample_note")}
      </Text>
      {detail.template && detail.template !== detail.sample && (
        <>
          <Text size="sm" fw={600} mt="md" mb={6}>
            {t("incident.template")}
          </Text>
          <TextBlock text={detail.template} label={t("incident.template")} />
        </>
      )}
    </Card>
  );
}
