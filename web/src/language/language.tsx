import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { Language } from "@/api/types";
import { useServices } from "@/app/services";
import { usePerson } from "@/people/session";
import { languageOf, type MessageKey, translate, type Values } from "./catalogue";

const KEPT = "bonghwa.language";

export type Translate = (key: MessageKey, values?: Values) => string;

interface Speaking {
  language: Language;
  choose: (language: Language) => void;
  t: Translate;
}

const LanguageContext = createContext<Speaking | null>(null);

function kept(): Language | null {
  const value = localStorage.getItem(KEPT);
  return value === "ko" || value === "en" ? value : null;
}

/** The person's own language; before the login what this browser was told, or what it prefers. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const { api, queries } = useServices();
  const person = usePerson();
  const [chosen, setChosen] = useState<Language>(() => kept() ?? languageOf(navigator.languages));
  const language = person?.language ?? chosen;
  api.language = language;

  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(KEPT, language);
    // Answers hold localised texts, so they are asked for again.
    queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  }, [language, queries]);

  const speaking = useMemo<Speaking>(
    () => ({ language, choose: setChosen, t: (key, values) => translate(language, key, values) }),
    [language],
  );
  return <LanguageContext value={speaking}>{children}</LanguageContext>;
}

export function useLanguage(): Speaking {
  const speaking = use(LanguageContext);
  if (!speaking) throw new Error("LanguageProvider is missing above this component.");
  return speaking;
}

export const useT = (): Translate => useLanguage().t;
