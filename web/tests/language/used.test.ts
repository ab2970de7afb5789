import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import en from "@messages/en/web.json";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../../src");

test("every message is used somewhere", () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const source = files.map((file) => readFileSync(join(SOURCE, file), "utf8")).join("\n");
  const whole = new Set([...source.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map((match) => match[1]));
  const prefixes = [...source.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].map((match) => match[1] ?? "");
  const unused = Object.keys(en).filter(
    (key) => !whole.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});
