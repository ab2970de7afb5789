import { Problem, problemOf, unreachable } from "./problem";
import type { Language } from "./types";

const BASE = "/api/v1";
const TIME_OUT = 20_000;

/** Smaller differences are the grain of the Date header and the way of the answer. */
const WORTH_MINDING = 2_000;

/** By how many milliseconds the server's clock is ahead of ours, from the Date header of an answer. */
export function skewOf(header: string | null, now: number): number {
  const skew = Date.parse(header ?? "") - now;
  return Math.abs(skew) > WORTH_MINDING ? skew : 0;
}

/** Calls the server on our own origin; throws Problem for everything but success. */
export class Api {
  /** From the session; every call that changes something carries it. */
  csrf = "";
  /** Localised texts of the answers come in this language. */
  language: Language = "en";
  private skew = 0;

  /** Now by the server's clock, in milliseconds: deadlines are the server's, and this device may be wrong. */
  now(): number {
    return Date.now() + this.skew;
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>("GET", path);
  }

  async call<T>(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": this.language };
    if (method !== "GET") headers["X-CSRF-Token"] = this.csrf;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const request: RequestInit = {
      method,
      headers,
      credentials: "same-origin",
      signal: AbortSignal.timeout(TIME_OUT),
    };
    if (body !== undefined) request.body = JSON.stringify(body);
    const response = await fetch(BASE + path, request).catch(() => {
      throw unreachable();
    });
    this.skew = skewOf(response.headers.get("Date"), Date.now());
    if (!response.ok) throw await problemOf(response);
    if (response.status === 204 || response.status === 202) return undefined as T;
    return (await response.json()) as T;
  }
}

/** True when trying again may help: no answer, or the server itself was in trouble. */
export function worthRetrying(failures: number, error: unknown): boolean {
  const passing = error instanceof Problem && (error.unreachable || error.status >= 500);
  return passing && failures < 2;
}
