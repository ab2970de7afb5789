import { Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "@/api/problem";
import { Refusal, wordsOf } from "@/app/Failure";
import { useApi } from "@/app/services";
import { useT } from "@/language/language";
import { Entrance } from "./Entrance";
import { safeNext } from "./next_page";
import { begin } from "./session";

export function LoginPage() {
  const t = useT();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/app/login" });
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const setup = useQuery({ queryKey: ["setup"], queryFn: () => api.get("/api/v1/setup") });
  const enter = useMutation({
    mutationFn: () => api.post("/api/v1/session", { body: { login, password } }),
    onSuccess: (session) => {
      begin(api, queries, session);
      navigate({ to: safeNext(next), replace: true });
    },
  });

  return (
    <Entrance>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
        }}
      >
        <Stack>
          <div>
            <Title order={1} size="h2">
              {t("login.title")}
            </Title>
            <Text c="dimmed">{t(setup.data?.needed ? "login.first" : "login.subtitle")}</Text>
          </div>
          <TextInput
            label={t("login.login")}
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus
            size="md"
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("login.password")}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <LoginRefusal error={enter.error} />
          <Button type="submit" size="md" loading={enter.isPending} data-testid="sign-in">
            {t("login.submit")}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}

function LoginRefusal({ error }: { error: unknown }) {
  const t = useT();
  if (!(error instanceof Problem)) return <Refusal error={error} />;
  const { next } = wordsOf(error, t);
  if (error.status === 401) return <Refusal error={problem(error, t("login.wrong"), "")} />;
  if (error.status === 429) return <Refusal error={problem(error, t("login.too_many"), next)} />;
  return <Refusal error={error} />;
}

const problem = (from: Problem, detail: string, nextStep: string): Problem =>
  new Problem(from.status, from.title, detail, nextStep, from.code, from.retryAfter);
