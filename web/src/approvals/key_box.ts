import { type PublicJwk, thumbprint } from "./jws";

/** An approver key of this browser. The private half cannot be read by anyone, us included. */
export interface KeptKey {
  person: string;
  /** RFC 7638 thumbprint. */
  kid: string;
  /** What the server calls it; null until it is registered. */
  registered: string | null;
  jwk: PublicJwk;
  private: CryptoKey;
}

const DATABASE = "bonghwa";
const KEYS = "approver_keys";

/** Browsers hand out signing keys in secure contexts only (HTTPS, localhost). */
export const maySign = (): boolean =>
  globalThis.isSecureContext !== false && Boolean(globalThis.crypto?.subtle);

export async function makeKey(person: string): Promise<KeptKey> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const { x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk: PublicJwk = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" };
  return { person, kid: await thumbprint(jwk), registered: null, jwk, private: pair.privateKey };
}

/** This browser's key of a person, null when there is none. */
export async function keptKey(person: string): Promise<KeptKey | null> {
  const found = await inBox<KeptKey | undefined>("readonly", (store) => store.get(person));
  return found ?? null;
}

/** Keeps a key; it replaces the one this person had in this browser. */
export async function keepKey(key: KeptKey): Promise<void> {
  await inBox("readwrite", (store) => store.put(key));
}

export async function forgetKey(person: string): Promise<void> {
  await inBox("readwrite", (store) => store.delete(person));
}

async function inBox<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(KEYS, mode, { durability: "strict" });
      const request = ask(transaction.objectStore(KEYS));
      transaction.oncomplete = () => resolve(request.result as T);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(KEYS, { keyPath: "person" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
