import { z } from "zod";
import { toBase64Url, toHex } from "./bytes-text.ts";
import { VaultAddress } from "./ids.ts";
import { TimeMs } from "./time.ts";

/** What a vault and those who act on it have to agree on, byte by byte. */

/** No proof is valid longer than this: not a signature, not a nonce, not a signed request. */
export const proofMs = 5 * 60_000;
/** So long a sign-in lasts. */
export const signInMs = 12 * 3_600_000;

/** 32 bytes as base64url without padding. */
const Base64Url32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "expected 32 bytes in base64url");

/** A public key on P-256 as JWK, and no member more. The private half of a browser's key cannot be exported. */
export const P256Key = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: Base64Url32,
  y: Base64Url32,
});
export type P256Key = z.infer<typeof P256Key>;

export const Ed25519Key = z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: Base64Url32 });
export const AgentKey = z.discriminatedUnion("kty", [P256Key, Ed25519Key]);
export type AgentKey = z.infer<typeof AgentKey>;

/** RFC 7638: SHA-256 of the key's required members in alphabetical order, base64url. */
export async function keyThumbprint(key: AgentKey): Promise<string> {
  const { crv, kty, x } = key;
  const text = kty === "EC" ? JSON.stringify({ crv, kty, x, y: key.y }) : JSON.stringify({ crv, kty, x });
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return toBase64Url(digest);
}

/** The resources that a sign-in message has to name, these and no others: the vault, and the key that will sign. */
export const signInResources = (vault: string, thumbprint: string): readonly string[] => [
  `urn:portent:vault:${vault}`,
  `urn:portent:key:${thumbprint}`,
];

/** Hex of at most 4096 bytes: signatures of owners, contracts among them. */
export const SignatureHex = z.string().regex(/^0x([0-9a-fA-F]{2}){65,4096}$/, "expected 65 to 4096 bytes as hex");

/** `POST /v1/vaults/:address/sign-in`: an EIP-4361 message, its signature by an owner, and the key that it names. */
export const SignIn = z.strictObject({ message: z.string().max(2_000), signature: SignatureHex, key: P256Key });
export type SignIn = z.infer<typeof SignIn>;

/** `nowWallMs` is the vault's clock, by which signed requests expire. */
export const SignInAnswer = z.strictObject({ signInId: z.string(), expiresAtMs: TimeMs, nowWallMs: TimeMs });
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/**
 * `GET /v1/vaults/:address/nonce`: good once, in this vault alone. Without its `0x` it is the nonce of a sign-in message. `chainId`: what
 * is signed with it is for that chain; absent from vaults of before it was told.
 */
export const IssuedNonce = z.strictObject({
  nonce: z.string(),
  expiresAtMs: TimeMs,
  chainId: z.int().positive().optional(),
});
export type IssuedNonce = z.infer<typeof IssuedNonce>;

/**
 * A request of a signed-in person or an agent, signed by the key that the sign-in or the grant names. `body` is JSON as
 * text. `counter` rises with each request of a caller; a vault takes none that is not above the last.
 */
export const SignedRequest = z.strictObject({
  vault: VaultAddress,
  caller: z.string().regex(/^(sign-in|agent):[0-9a-f]{32}$/, "expected sign-in:<id> or agent:<id>"),
  /** The name of an act, `view` or `list-vaults`. */
  method: z.string().regex(/^[a-z-]{1,40}$/),
  body: z.string().max(20_000),
  counter: z.int().positive(),
  /** Wall clock; at most five minutes ahead. */
  expiresAtMs: TimeMs,
  /** 64 bytes in base64url: ECDSA over SHA-256 in the form `r ‖ s`, or Ed25519. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/, "expected 64 bytes in base64url"),
});
export type SignedRequest = z.infer<typeof SignedRequest>;

/** The text that is signed. Every field stands on a line of its own and none can hold a line break. */
export async function requestText(request: Omit<SignedRequest, "signature">): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(request.body)));
  return [
    "Portent request 1",
    `method: ${request.method}`,
    `vault: ${request.vault}`,
    `caller: ${request.caller}`,
    `counter: ${request.counter}`,
    `body: ${toHex(digest)}`,
    `expires: ${request.expiresAtMs}`,
  ].join("\n");
}
