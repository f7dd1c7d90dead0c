import { z } from "zod";

/** Deterministic id of a message: the same work gives the same id, so a repeat is recognised. */
export const MessageId = z.string().min(1).max(200).brand<"MessageId">();
export type MessageId = z.infer<typeof MessageId>;

/** W3C trace id (32 lower-case hex digits), the same from a price window to the cast that it caused. */
export const TraceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<"TraceId">();
export type TraceId = z.infer<typeof TraceId>;

/** An asset priced in US dollars: `ETH-USD`. */
export const AssetId = z
  .string()
  .regex(/^[A-Z0-9]{1,20}-USD$/, "expected an asset such as ETH-USD")
  .brand<"AssetId">();
export type AssetId = z.infer<typeof AssetId>;

/** Name of a signal: `price.ETH-USD`, `factor.risk`, `cluster.ETH-USD.cohesion`. */
export const SignalKey = z
  .string()
  .max(160)
  .regex(/^[a-z][a-z0-9-]*\.[^\p{Cc}\p{Cs}]+$/u, "expected a signal such as price.ETH-USD")
  .brand<"SignalKey">();
export type SignalKey = z.infer<typeof SignalKey>;

/** Address of a vault's Safe, lower-case hex. It is the vault's identity everywhere. */
export const VaultAddress = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/, "expected a lower-case 20-byte hex address")
  .brand<"VaultAddress">();
export type VaultAddress = z.infer<typeof VaultAddress>;

/** 32 bytes as lower-case hex: transaction, block and other hashes. */
export const Hash = z.string().regex(/^0x[0-9a-f]{64}$/);
export type Hash = `0x${string}`;

export const TriggerId = z
  .string()
  .max(128)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, "expected 1 to 128 characters without line breaks")
  .brand<"TriggerId">();
export type TriggerId = z.infer<typeof TriggerId>;

/** `fireId = sha256("fire", trigger id, version, epoch)`: the idempotency key of a fire, down to the chain. */
export const FireId = Hash.brand<"FireId">();
export type FireId = z.infer<typeof FireId>;

/** `castId = sha256("cast", vault, fire id)`; also the salt of the signed module transaction and the guard's key. */
export const CastId = Hash.brand<"CastId">();
export type CastId = z.infer<typeof CastId>;

/** A signed or unsigned whole number of any size, as a decimal string. */
export const BigIntText = z.string().regex(/^-?(0|[1-9]\d*)$/, "expected a whole number as a decimal string");

async function sha256Hex(parts: readonly (string | number)[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function deriveFireId(triggerId: TriggerId, version: number, epoch: number): Promise<FireId> {
  return `0x${await sha256Hex(["fire", triggerId, version, epoch])}` as FireId;
}

/** `sha256("rule", rule id, version, epoch)`: the idempotency key of a fire of a vault's own rule. */
export async function deriveRuleFireId(ruleId: string, version: number, epoch: number): Promise<FireId> {
  return `0x${await sha256Hex(["rule", ruleId, version, epoch])}` as FireId;
}

/** `origin`: what asked for the cast, a fire's id or any other that is the same for the same asking. */
export async function deriveCastId(vault: VaultAddress, origin: string): Promise<CastId> {
  return `0x${await sha256Hex(["cast", vault, origin])}` as CastId;
}

/** The trace id of everything that starts with one scheduled run of one stage. */
export async function deriveTraceId(stage: string, scheduledMs: number): Promise<TraceId> {
  return (await sha256Hex(["trace", stage, scheduledMs])).slice(0, 32) as TraceId;
}
