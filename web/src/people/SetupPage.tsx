import { Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Failure, Refusal } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useTitle } from "@/app/title";
import { useT } from "@/language/language";
import { Entrance } from "./Entrance";
import { begin } from "./session";

const SHORTEST = 12;

/** The one-time token is in the fragment, which browsers send to no server; it leaves the address bar at once. */
function tokenInAddress(): string {
  return new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";
}

export function SetupPage() {
  const t = useT();
  const api = useApi();
  useTitle(t("setup.title"));
  const [token] = useState(tokenInAddress);
  const [done, setDone] = useState(false);
  const setup = useQuery({ queryKey: ["setup"], queryFn: () => api.get("/api/v1/setup") });
  useEffect(() => {
    if (token) window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [token]);

  return (
    <Entrance>
      <Title order={1} size="h2">
        {t("setup.title")}
      </Title>
      {done ? (
        <Stack mt="md" data-testid="setup-done">
          <Text fw={650}>{t("setup.done")}</Text>
          <Text>{t("setup.done_next")}</Text>
          <Button component={Link} to="/app/incidents">
            {t("setup.go")}
          </Button>
        </Stack>
      ) : setup.isError ? (
        <Failure error={setup.error} onRetry={() => setup.refetch()} />
      ) : setup.data?.needed === false ? (
        <Stack mt="md">
          <Text>{t("setup.not_needed")}</Text>
          <Button component={Link} to="/app/login">
            {t("login.submit")}
          </Button>
        </Stack>
      ) : token ? (
        <SetupForm token={token} onDone={() => setDone(true)} />
      ) : (
        <Text mt="md" role="alert">
          {t("setup.no_token")}
        </Text>
      )}
    </Entrance>
  );
}

function SetupForm({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useT();
  const api = useApi();
  const queries = useQueryClient();
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: () => api.post("/api/v1/setup", { body: { token, login, name, password } }),
    onSuccess: (session) => {
      begin(api, queries, session);
      onDone();
    },
  });
  const short = password.length < SHORTEST;
  const differs = password !== again;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!short && !differs) create.mutate();
      }}
    >
      <Stack mt="xs">
        <Text c="dimmed">{t("setup.subtitle")}</Text>
        <TextInput
          label={t("login.login")}
          description={t("setup.login_hint")}
          pattern="[a-z0-9][a-z0-9._\-]{1,62}"
          title={t("setup.login_hint")}
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          required
          withAsterisk={false}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <TextInput
          label={t("setup.name")}
          name="name"
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("login.password")}
          description={t("setup.password_hint")}
          name="password"
          autoComplete="new-password"
          required
          withAsterisk={false}
          error={tried && short ? t("setup.password_short") : undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("setup.again")}
          name="again"
          autoComplete="new-password"
          required
          withAsterisk={false}
          error={tried && !short && differs ? t("setup.mismatch") : undefined}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        <Refusal error={create.error} />
        <Button type="submit" loading={create.isPending} data-testid="setup-submit">
          {t("setup.submit")}
        </Button>
      </Stack>
    </form>
  );
}
