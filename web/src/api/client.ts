import { Problem, problemOf, unreachable } from "./problem";
import type { Language } from "./types";

const BASE = "/api/v1";
const TIME_OUT = 20_000;

/** Calls the server on our own origin; throws Problem for everything but success. */
export class Api {
  /** From the session; every call that changes something carries it. */
  csrf = "";
  /** Localised texts of the answers come in this language. */
  language: Language = "en";

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
