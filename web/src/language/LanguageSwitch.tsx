import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Language, Session } from "@/api/types";
import { useApi } from "@/app/services";
import { usePerson } from "@/people/session";
import classes from "./LanguageSwitch.module.css";
import { useLanguage } from "./language";

const NAMES: [Language, string, string][] = [
  ["ko", "한", "한국어"],
  ["en", "EN", "EN English"],
];

/** Changes the language at once and, when signed in, keeps it in the profile. */
export function useLanguageChoice(): (language: Language) => void {
  const api = useApi();
  const queries = useQueryClient();
  const person = usePerson();
  const { choose } = useLanguage();
  const put = (language: Language) =>
    queries.setQueryData<Session | null>(["session"], (old) =>
      old ? { ...old, person: { ...old.person, language } } : old,
    );
  const keep = useMutation({
    mutationFn: (language: Language) => api.patch("/api/v1/session/person", { body: { language } }),
    onError: () => queries.invalidateQueries({ queryKey: ["session"] }),
  });
  return (language) => {
    choose(language);
    if (person && person.language !== language) {
      put(language);
      keep.mutate(language);
    }
  };
}

export function LanguageSwitch() {
  const { language, t } = useLanguage();
  const choose = useLanguageChoice();
  return (
    <fieldset className={classes.switch}>
      <legend className={classes.legend}>{t("language.switch")}</legend>
      {NAMES.map(([code, short, name]) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-label={name}
          aria-pressed={language === code}
          className={classes.choice}
          onClick={() => choose(code)}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}
