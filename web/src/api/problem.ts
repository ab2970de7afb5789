/** What went wrong with a call, as RFC 9457 problem details say it, or the absence of any answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly nextStep: string,
    readonly code: string,
    readonly retryAfter: number | null,
  ) {
    super(detail || title);
    this.name = "Problem";
  }

  /** The server did not answer at all. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Reads a failed response; anything that is not problem+json still becomes a Problem. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: Record<string, unknown> = await response.json().catch(() => ({}));
  const retry = Number(body.retry_after ?? response.headers.get("Retry-After"));
  return new Problem(
    response.status,
    text(body.title) || response.statusText,
    text(body.detail),
    text(body.next_step),
    text(body.code),
    Number.isFinite(retry) && retry > 0 ? retry : null,
  );
}

export const unreachable = (): Problem => new Problem(0, "", "", "", "unreachable", null);
