/** The first shard of the Trigger Registry: it also keeps the map of all shards. */
export const registryRoot = "shard-0";

/**
 * Which shard holds which vaults: those whose hash begins with `prefix`, a text of `0` and `1`. The prefixes of a map
 * cover every hash once.
 */
export type ShardEntry = { readonly name: string; readonly prefix: string };
export type ShardMap = readonly ShardEntry[];

/** FNV-1a over the address, as 32 binary digits: a vault's place for good. */
export function hashVault(vault: string): string {
  let hash = 0x811c9dc5;
  for (const char of vault) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(2).padStart(32, "0");
}

export const ownsVault = ({ prefix }: ShardEntry, vault: string): boolean => hashVault(vault).startsWith(prefix);

export function findShard(map: ShardMap, vault: string): ShardEntry {
  const found = map.find((entry) => ownsVault(entry, vault));
  if (found === undefined) throw new Error("the prefixes of a shard map cover every vault");
  return found;
}
