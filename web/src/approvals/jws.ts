import { base64url, utf8 } from "./base64url";

export const APPROVAL_TYPE = "bonghwa-approval+jws";

/** The public half of a P-256 key, as the roster holds it (RFC 7517). */
export interface PublicJwk {
  kty: "EC";
  crv: "P-256";
  x: string;
  y: string;
}

export interface ApprovalStatement {
  plan_hash: string;
  approver: string;
  key_id: string;
  signed_at: string;
}

/** The RFC 7638 thumbprint: SHA-256 over the required members in lexical order, nothing else. */
export async function thumbprint({ crv, kty, x, y }: PublicJwk): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8(JSON.stringify({ crv, kty, x, y })));
  return base64url(new Uint8Array(digest));
}

/** A compact JWS (RFC 7515, ES256) over an approval statement; `kid` and `typ` are protected. */
export async function signApproval(key: CryptoKey, statement: ApprovalStatement): Promise<string> {
  const header = { alg: "ES256", kid: statement.key_id, typ: APPROVAL_TYPE };
  const input = `${base64url(utf8(JSON.stringify(header)))}.${base64url(utf8(JSON.stringify(statement)))}`;
  // WebCrypto gives r and s side by side, which is just what RFC 7518 section 3.4 wants.
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, utf8(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}
