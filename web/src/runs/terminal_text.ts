// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this file takes out
// Terminal sequences: operating system commands and other strings up to their end, CSI, then two-character escapes.
const STRINGS = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)/g;
const CONTROL_SEQUENCES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?/g;
const ESCAPES = /\u001b[ -/]*[0-~]?/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
// Invisible format characters: they reorder, join or hide what stands around them.
const FORMATS = /\p{Cf}/gu;

/** What a terminal would have printed, without its colours and commands. */
export function withoutAnsi(text: string): string {
  return text.replace(STRINGS, "").replace(CONTROL_SEQUENCES, "").replace(ESCAPES, "");
}

/**
 * Foreign text made harmless for the eye: control characters and the invisible marks that reorder or hide
 * text become their codes. The browser never sees it as HTML, because React puts it in as text.
 */
export function visible(text: string): string {
  return withoutAnsi(text.replaceAll("\r\n", "\n"))
    .replace(CONTROLS, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`)
    .replace(FORMATS, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}
