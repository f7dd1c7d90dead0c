import { z } from "zod";
import { envelopeOf } from "./envelope.ts";
import { FireId, SignalKey, TriggerId, VaultAddress } from "./ids.ts";
import { TimeMs } from "./time.ts";

/** A signal's value as a leaf saw it. */
export const LeafInput = z.strictObject({ key: SignalKey, value: z.number(), sampleAtMs: TimeMs });
export type LeafInput = z.infer<typeof LeafInput>;

/**
 * One leaf of a condition at one evaluation. Null: unknown (no data). `sampleAtMs` is the oldest input's. Of a touch the
 * left side is the end of the range on the level's side; of a trailing stop it is the low, and the right side the level
 * at which it stops, null before it has a peak.
 */
export const LeafTrace = z.strictObject({
  leaf: z.string(),
  left: z.number().nullable(),
  op: z.enum(["<", "<=", ">", ">=", "==", "!=", "crossesAbove", "crossesBelow", "touches", "trailingStop"]),
  right: z.number().nullable(),
  sampleAtMs: TimeMs.nullable(),
  holds: z.boolean().nullable(),
  inputs: z.array(LeafInput),
});
export type LeafTrace = z.infer<typeof LeafTrace>;

/** One firing of one trigger. `deadlineMs` is chain time. */
export const Fire = z.strictObject({
  fireId: FireId,
  triggerId: TriggerId,
  version: z.int().positive(),
  epoch: z.int().nonnegative(),
  atMs: TimeMs,
  deadlineMs: TimeMs,
  /** Names the sample set that the evaluation used. */
  snapshot: z.string(),
  explain: z.array(LeafTrace).min(1),
});
export type Fire = z.infer<typeof Fire>;

/**
 * Queue `fires`: the fires of one evaluation, packed, one entry per vault. Each entry carries the evaluate stage's Ed25519
 * signature (base64url) over `signedBytesOf` it, so that a vault is given its own entry alone and can tell; the vault holds
 * the public key only.
 */
export const Fires = envelopeOf(
  "fires",
  2,
  z.strictObject({
    shard: z.string(),
    gridMs: TimeMs,
    entries: z
      .array(z.strictObject({ vault: VaultAddress, fires: z.array(Fire).min(1), signature: z.string() }))
      .min(1),
  }),
);
export type Fires = z.infer<typeof Fires>;
export type VaultFires = Fires["body"]["entries"][number];

/** The exact bytes that the evaluate stage signs for one vault: what the message says of it, keys in a fixed order. */
export function signedBytesOf(
  { id, eventTimeMs, traceId, body: { shard, gridMs } }: Omit<Fires, "body"> & { body: Omit<Fires["body"], "entries"> },
  { vault, fires }: Omit<VaultFires, "signature">,
): Uint8Array {
  const text = JSON.stringify(["fires@2", id, eventTimeMs, traceId, shard, gridMs, vault, sortKeys(fires)]);
  return new TextEncoder().encode(text);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
