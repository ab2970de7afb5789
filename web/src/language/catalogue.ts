import en from "@messages/en/web.json";
import ko from "@messages/ko/web.json";
import type { Language } from "@/api/types";

export type MessageKey = keyof typeof en;
export type Values = Record<string, string | number>;

const CATALOGUES: Record<Language, Record<MessageKey, string>> = { ko, en };

/** The text of a key with its {fields} filled in; a field without a value shows itself. */
export function translate(language: Language, key: MessageKey, values: Values = {}): string {
  const found = CATALOGUES[language][key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The first of our languages among the reader's, English otherwise. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const two = tag.slice(0, 2).toLowerCase();
    if (two === "ko" || two === "en") return two;
  }
  return "en";
}
