import { expect, test } from "vitest";
import { visible, withoutAnsi } from "@/runs/terminal_text";

test.each([
  ["colours", "\u001b[1;31mred\u001b[0m", "red"],
  ["cursor moves", "a\u001b[2K\u001b[1Gb", "ab"],
  ["a window title", "\u001b]0;evil\u0007text", "text"],
  ["a hyperlink", "\u001b]8;;http://x.test\u001b\\here\u001b]8;;\u001b\\", "here"],
  ["an unfinished sequence", "end\u001b[", "end"],
  ["a lone escape", "a\u001bcb", "ab"],
  ["the one-byte introducer", "\u009b31mred", "red"],
])("%s are taken out", (_, text, plain) => {
  expect(withoutAnsi(text)).toBe(plain);
});

test("control characters and marks that reorder text become visible", () => {
  expect(visible("bell\u0007 \u202etxt.exe zero\u200bwidth")).toBe(
    "bell\\x07 \\u{202e}txt.exe zero\\u{200b}width",
  );
});

test("ordinary text of any language stays as it is", () => {
  const text = "한글\t日本語 – ‘quoted’ 🔥\nnext";
  expect(visible(text)).toBe(text);
  expect(visible("a\r\nb")).toBe("a\nb");
});

test("a long hostile line is done in linear time", () => {
  expect(visible("\u001b]".repeat(50_000))).toBe("");
  expect(visible("\u001b[".repeat(50_000))).toBe("");
});
