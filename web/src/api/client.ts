import createClient, { type Client, type MaybeOptionalInit } from "openapi-fetch";
import type {
  HttpMethod,
  PathsWithMethod,
  RequiredKeysOf,
  SuccessResponseJSON,
} from "openapi-typescript-helpers";
import { Problem, problemOf, unreachable } from "./problem";
import type { paths } from "./schema";
import type { Language } from "./types";

const TIME_OUT = 20_000;

/** Smaller differences are the grain of the Date header and the way of the answer. */
const WORTH_MINDING = 2_000;

/** By how many milliseconds the server's clock is ahead of ours, from the Date header of an answer. */
export function skewOf(header: string | null, now: number): number {
  const skew = Date.parse(header ?? "") - now;
  return Math.abs(skew) > WORTH_MINDING ? skew : 0;
}

/** What must be given beside the path: nothing where nothing is required. */
type Given<Init> = RequiredKeysOf<Init> extends never ? [Init?] : [Init];

/** One method on every path that has it; what it takes and answers is what openapi.json says. */
type Call<Method extends HttpMethod> = <Path extends PathsWithMethod<paths, Method>>(
  path: Path,
  ...given: Given<MaybeOptionalInit<paths[Path], Method>>
) => Promise<SuccessResponseJSON<NonNullable<paths[Path][Method]>>>;

/** Calls the server, on our own origin unless told otherwise; throws Problem for everything but success. */
export class Api {
  /** From the session; every call that changes something carries it. */
  csrf = "";
  /** Localised texts of the answers come in this language. */
  language: Language = "en";
  private skew = 0;
  private readonly client: Client<paths>;

  constructor(origin = "") {
    this.client = createClient<paths>({ baseUrl: origin, fetch: (request) => this.fetch(request) });
  }

  /** Now by the server's clock, in milliseconds: deadlines are the server's, and this device may be wrong. */
  now(): number {
    return Date.now() + this.skew;
  }

  readonly get: Call<"get"> = this.calling("get");
  readonly post: Call<"post"> = this.calling("post");
  readonly put: Call<"put"> = this.calling("put");
  readonly patch: Call<"patch"> = this.calling("patch");
  readonly delete: Call<"delete"> = this.calling("delete");

  private calling<Method extends HttpMethod>(method: Method): Call<Method> {
    const call = async (path: string, init?: object) =>
      (await this.client.request(method, path as never, init as never)).data;
    // The library knows the types of a call only where path and method are written out; Call says the same.
    return call as Call<Method>;
  }

  private async fetch(request: Request): Promise<Response> {
    request.headers.set("Accept", "application/json");
    request.headers.set("Accept-Language", this.language);
    if (request.method !== "GET") request.headers.set("X-CSRF-Token", this.csrf);
    const response = await fetch(request, { signal: AbortSignal.timeout(TIME_OUT) }).catch(() => {
      throw unreachable();
    });
    this.skew = skewOf(response.headers.get("Date"), Date.now());
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

/** True when trying again may help: no answer, or the server itself was in trouble. */
export function worthRetrying(failures: number, error: unknown): boolean {
  const passing = error instanceof Problem && (error.unreachable || error.status >= 500);
  return passing && failures < 2;
}
