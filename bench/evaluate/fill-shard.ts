import { TriggerId, VaultAddress } from "../../contracts/ids.ts";
import type { RegisteredCondition } from "../../contracts/trigger.ts";
import type { EngineSettings } from "../../evaluate/core/engine.ts";
import { encodeEngine } from "../../evaluate/core/engine-snapshot.ts";
import { SnapshotRows } from "../../evaluate/records/snapshot-rows.ts";
import { TriggerRows } from "../../evaluate/records/trigger-rows.ts";
import { buildEngine } from "./build-engine.ts";
import { writeCondition } from "./describe-trigger.ts";
import { startPrices, toSamples } from "./market.ts";
import type { Population } from "./population.ts";

const triggersPerVault = 200;
/** The point after which a filled shard stands. */
export const filledTick = 1;

/**
 * Stores a shard that holds a population and has evaluated one point: definitions and a snapshot, as if its log had just
 * been cut. Called within a transaction, before the shard is loaded.
 */
export function fillShard(sql: SqlStorage, population: Population, settings: EngineSettings): void {
  const rows = new TriggerRows(sql);
  for (let slot = 0; slot < population.n; slot += 1) {
    const vault = vaultOf(Math.floor(slot / triggersPerVault));
    rows.put({ slot, vault, registered: register(population, slot), putTick: 0 });
  }
  const engine = buildEngine(population, settings);
  engine.step(filledTick, toSamples(filledTick, startPrices), () => undefined);
  new SnapshotRows(sql).add(0, filledTick, encodeEngine(engine.save()));
}

const vaultOf = (place: number) => VaultAddress.parse(`0x${place.toString(16).padStart(40, "0")}`);

const register = (population: Population, slot: number): RegisteredCondition => ({
  triggerId: TriggerId.parse(`trigger-${slot}`),
  version: 1,
  when: writeCondition(population, slot),
  clearWhen: null,
  forMs: 0,
  keepForMs: 0,
  cooldownMs: 0,
  mode: "repeat",
  maxFires: null,
  validFromMs: null,
  validUntilMs: null,
  activeHours: null,
  noData: "hold",
  maxStalenessMs: null,
  priority: "opportunistic",
  group: null,
  inhibitedBy: [],
  casts: false,
  deadlineMs: 600_000,
  epoch: 0,
  lastFiredAtMs: null,
});
