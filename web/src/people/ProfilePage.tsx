import { Button, Stack, Title } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Badge } from "@/app/Badge";
import { Card } from "@/app/Card";
import { Refusal } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useTitle } from "@/app/title";
import { Fact } from "@/incidents/Facts";
import facts from "@/incidents/Facts.module.css";
import type { MessageKey } from "@/language/catalogue";
import { useT } from "@/language/language";
import { ApproverKeys } from "./ApproverKeys";
import { DisplayCard } from "./DisplayCard";
import { usePerson, useSessionEnd } from "./session";

const ROLES = new Set(["developer", "operator", "manager", "approver", "auditor", "admin"]);

export function ProfilePage() {
  const t = useT();
  const api = useApi();
  const person = usePerson();
  const end = useSessionEnd();
  useTitle(t("profile.title"));
  const leave = useMutation({ mutationFn: () => api.delete("/api/v1/session"), onSuccess: end });
  if (!person) return null;
  return (
    <Stack gap="lg" maw={760}>
      <Title order={1} size="h2">
        {t("profile.title")}
      </Title>
      <Card
        title={t("profile.account")}
        aside={
          <Button
            variant="default"
            size="sm"
            leftSection={<IconLogout aria-hidden size={16} />}
            loading={leave.isPending}
            onClick={() => leave.mutate()}
            data-testid="sign-out"
          >
            {t("profile.sign_out")}
          </Button>
        }
      >
        <Refusal error={leave.error} />
        <dl className={facts.facts}>
          <Fact name={t("setup.name")}>{person.name}</Fact>
          <Fact name={t("login.login")}>{person.login}</Fact>
          <Fact name={t("profile.roles")}>
            <span style={{ display: "flex", flexWrap: "wrap", gap: 6 }}>
              {person.grants.map((grant) => {
                const place = [grant.institution, grant.system].filter(Boolean).join("/");
                const role = ROLES.has(grant.role) ? t(`role.${grant.role}` as MessageKey) : grant.role;
                return (
                  <Badge key={`${grant.role}${place}`} tone="quiet">
                    {role} · {place || t("profile.everywhere")}
                  </Badge>
                );
              })}
            </span>
          </Fact>
        </dl>
      </Card>
      <DisplayCard person={person} />
      <ApproverKeys person={person} />
    </Stack>
  );
}
