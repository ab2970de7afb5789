import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../../src");
const STYLES = join(import.meta.dirname, "../../node_modules/@mantine/core/styles");

test("the styles of every component in use are loaded", () => {
  const loaded = readFileSync(join(SOURCE, "styles/mantine.ts"), "utf8");
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".tsx"),
  );
  const missing = files.flatMap((file) => {
    const imports =
      readFileSync(join(SOURCE, file), "utf8").match(/import \{([^}]*)\} from "@mantine\/core"/)?.[1] ?? "";
    const names = imports.split(",").map((name) => name.trim());
    return names.filter(
      (name) => existsSync(join(STYLES, `${name}.css`)) && !loaded.includes(`/${name}.css`),
    );
  });
  expect(missing).toEqual([]);
});
