import type { Fires } from "../../contracts/fires.ts";
import { type CastId, deriveCastId, deriveFireId, TraceId, TriggerId, VaultAddress } from "../../contracts/ids.ts";
import { completeFires, importSigningKey, type PendingFires } from "../../evaluate/adapters/sign-fires.ts";
import type { Harness } from "./start-harness.ts";

/** One fire of one trigger, as the evaluate stage signs it, and the cast that may come of it. */
export type TestedFire = {
  readonly vault: string;
  readonly triggerId: string;
  readonly epoch: number;
  readonly castId: CastId;
  readonly message: Fires;
};

let made = 0;

export async function makeFire(
  { firesSigningKey, priceUsd }: Pick<Harness, "firesSigningKey" | "priceUsd">,
  fire: { readonly vault: string; readonly triggerId: string; readonly epoch: number; readonly atMs: number },
): Promise<TestedFire> {
  const { triggerId, epoch, atMs } = fire;
  const vault = VaultAddress.parse(fire.vault);
  made += 1;
  const leaf = {
    leaf: "change(price('ETH-USD'), '1h') < -0.05",
    left: -0.09,
    op: "<",
    right: -0.05,
    sampleAtMs: atMs,
    holds: true,
    inputs: [{ key: "price.ETH-USD", value: priceUsd, sampleAtMs: atMs }],
  };
  const version = 1;
  const body = {
    shard: "faults",
    gridMs: atMs,
    entries: [
      {
        vault,
        fires: [
          { triggerId, version, epoch, atMs, deadlineMs: atMs + 1_800_000, snapshot: `grid:${atMs}`, explain: [leaf] },
        ],
      },
    ],
  };
  const pending = {
    id: `fires:${made}`,
    schema: "fires",
    version: 2,
    eventTimeMs: atMs,
    traceId: TraceId.parse(made.toString(16).padStart(32, "0")),
    body,
  };
  const message = await completeFires(pending as unknown as PendingFires, await importSigningKey(firesSigningKey));
  const fireId = await deriveFireId(TriggerId.parse(triggerId), version, epoch);
  return { vault, triggerId, epoch, castId: await deriveCastId(vault, fireId), message };
}
