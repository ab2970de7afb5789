import en from "@messages/en/web.json";
import ko from "@messages/ko/web.json";
import { expect, test } from "vitest";
import { languageOf, translate } from "@/language/catalogue";

test("both languages hold the same keys and fields", () => {
  const fields = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  expect(Object.keys(ko)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en)) {
    expect(fields(ko[key as keyof typeof ko]), key).toEqual(fields(text));
  }
});

test("fields are filled in, and one without a value shows itself", () => {
  expect(translate("en", "agents.summary", { online: 2, total: 3 })).toBe("2 of 3 connected");
  expect(translate("en", "agents.summary", { online: 2 })).toBe("2 of {total} connected");
});

test("a value that looks like a field stays text", () => {
  expect(translate("en", "proposal.approved_by", { name: "{name} $& $1" })).toBe("Approved by {name} $& $1");
});

test("the first of our languages among the reader's wins", () => {
  expect(languageOf(["fr-FR", "ko-KR", "en"])).toBe("ko");
  expect(languageOf(["en-GB", "ko"])).toBe("en");
  expect(languageOf(["de"])).toBe("en");
});
