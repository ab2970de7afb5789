import type { Language } from "@/api/types";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** "3 minutes ago" in words, from two instants in milliseconds. Under five seconds is "now". */
export function relative(at: number, now: number, language: Language): string {
  const seconds = Math.round((at - now) / 1000);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (Math.abs(seconds) < 5) return words.format(0, "second");
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(0, "second");
}

/** The zone when the browser knows it, else the browser's own. */
export function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}

/** Date and time of day in the reader's zone, to the second; `time` leaves the date out. */
export function moment(
  iso: string,
  language: Language,
  zone: string,
  part: "full" | "time" = "full",
): string {
  const clock: Intl.DateTimeFormatOptions = {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  const day: Intl.DateTimeFormatOptions = { year: "numeric", month: "short", day: "numeric" };
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return new Intl.DateTimeFormat(language, {
    ...(part === "full" ? day : {}),
    ...clock,
    timeZone: zone,
  }).format(at);
}

/** How long something took or will take: "4:05", "1:02:03". Never negative. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
