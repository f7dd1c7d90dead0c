import { registryRoot, type ShardEntry, type ShardMap } from "../../contracts/registry.ts";

export const firstMap: ShardMap = [{ name: registryRoot, prefix: "" }];

/** Triggers that a shard may hold before it splits. */
export const triggersPerShardMax = 250_000;

/** One shard in two: it keeps the vaults whose next digit is 0, the new one takes the others. */
export function splitShard(
  map: ShardMap,
  name: string,
): { readonly kept: ShardEntry; readonly created: ShardEntry; readonly map: ShardMap } {
  const old = map.find((entry) => entry.name === name);
  if (old === undefined) throw new Error(`there is no shard ${name}`);
  const kept = { name, prefix: `${old.prefix}0` };
  const created = { name: `shard-${old.prefix}1`, prefix: `${old.prefix}1` };
  return { kept, created, map: [...map.filter((entry) => entry !== old), kept, created] };
}
