import {
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Modal,
  SegmentedControl,
} from "@mantine/core";

/** The beacon fire: the one accent. Shade 7 on white and shade 4 on night keep WCAG AA. */
const fire: MantineColorsTuple = [
  "#fff3ec",
  "#ffe3d3",
  "#ffc7a6",
  "#ffa673",
  "#fb8a4c",
  "#f4691c",
  "#dd5410",
  "#b9420b",
  "#97370d",
  "#772d0f",
];

const night: MantineColorsTuple = [
  "#e8eaee",
  "#c5cad3",
  "#9ca4b1",
  "#7a8391",
  "#4d5664",
  "#343c48",
  "#272d37",
  "#1c2129",
  "#14181e",
  "#0e1116",
];

/** Alarm: buttons that stop or refuse; shade 7 carries white text at AA. */
const red: MantineColorsTuple = [
  "#fdeceb",
  "#f9d4d1",
  "#f3aaa4",
  "#ec7e76",
  "#e4574d",
  "#d63f35",
  "#c5322a",
  "#b3261e",
  "#931d17",
  "#731611",
];

export const theme = createTheme({
  primaryColor: "fire",
  primaryShade: { light: 7, dark: 7 },
  colors: { fire, red, dark: night },
  fontFamily: '"Inter Variable", "Noto Sans KR Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, "Noto Sans KR Variable", monospace',
  headings: { fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Edges of fields reach the 3:1 that WCAG 1.4.11 asks for.
    Input: Input.extend({
      vars: () => ({ wrapper: { "--input-bd": "var(--edge)" } as Record<`--${string}`, string> }),
    }),
    Modal: Modal.extend({
      styles: {
        header: { background: "var(--surface)" },
        content: { background: "var(--surface)" },
        title: { fontSize: "1.125rem", fontWeight: 650 },
      },
    }),
    SegmentedControl: SegmentedControl.extend({
      styles: { root: { background: "var(--surface-sunk)", border: "1px solid var(--line)" } },
    }),
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f6f5f1",
    "--mantine-color-dimmed": "#5b6370",
    "--mantine-color-text": "#1b1f26",
    "--mantine-color-placeholder": "#5b6370",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-default-border": "#c4c0b4",
  },
  dark: {
    "--mantine-color-body": "#12151a",
    "--mantine-color-dimmed": "#a0a8b5",
    "--mantine-color-text": "#e6e8ec",
    "--mantine-color-placeholder": "#a0a8b5",
    "--mantine-color-error": "#ff8d82",
    "--mantine-color-default-border": "#414a58",
  },
});
