import { createHash, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { base64url } from "@/approvals/base64url";
import { APPROVAL_TYPE, signApproval, thumbprint } from "@/approvals/jws";
import { makeKey } from "@/approvals/key_box";

const read = (part: string | undefined) => JSON.parse(Buffer.from(part ?? "", "base64url").toString());

describe("a signature of an approval", () => {
  test("verifies outside the browser, with the public half only", async () => {
    const key = await makeKey("person-1");
    const statement = {
      plan_hash: "a".repeat(64),
      approver: "person-1",
      key_id: key.kid,
      signed_at: "2026-01-02T03:04:05.000Z",
    };
    const [header, payload, signature] = (await signApproval(key.private, statement)).split(".");
    expect(read(header)).toEqual({ alg: "ES256", kid: key.kid, typ: APPROVAL_TYPE });
    expect(read(payload)).toEqual(statement);
    const publicKey = createPublicKey({ key: { ...key.jwk }, format: "jwk" });
    const judge = (body: string | undefined) =>
      verify(
        "sha256",
        Buffer.from(`${header}.${body}`),
        { key: publicKey, dsaEncoding: "ieee-p1363" },
        Buffer.from(signature ?? "", "base64url"),
      );
    expect(judge(payload)).toBe(true);
    const altered = base64url(
      new TextEncoder().encode(JSON.stringify({ ...statement, plan_hash: "b".repeat(64) })),
    );
    expect(judge(altered)).toBe(false);
  });

  test("comes from a key whose private half cannot be taken out", async () => {
    const key = await makeKey("person-1");
    expect(key.private.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("jwk", key.private)).rejects.toThrow();
    await expect(crypto.subtle.exportKey("pkcs8", key.private)).rejects.toThrow();
  });
});

describe("the thumbprint of a key", () => {
  test("is SHA-256 over the required members in lexical order (RFC 7638)", async () => {
    const jwk = { kty: "EC", crv: "P-256", x: "b25l", y: "dHdv" } as const;
    const canonical = '{"crv":"P-256","kty":"EC","x":"b25l","y":"dHdv"}';
    expect(await thumbprint(jwk)).toBe(createHash("sha256").update(canonical).digest("base64url"));
  });

  test("does not depend on the order or on other members", async () => {
    const jwk = { y: "dHdv", use: "sig", x: "b25l", crv: "P-256", kty: "EC", kid: "k" } as const;
    expect(await thumbprint(jwk)).toBe(await thumbprint({ kty: "EC", crv: "P-256", x: "b25l", y: "dHdv" }));
  });
});

test("base64url has neither padding nor the signs that URLs reserve", () => {
  expect(base64url(new Uint8Array([251, 255, 254, 62]))).toBe("-__-Pg");
  expect(base64url(new Uint8Array())).toBe("");
});
