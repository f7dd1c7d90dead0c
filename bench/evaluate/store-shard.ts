import { registryMigrations } from "../../evaluate/registry-migrations.ts";
import { engineSettings } from "./build-engine.ts";
import { fillShard } from "./fill-shard.ts";
import { openNodeStorage } from "./node-storage.ts";
import { createPopulation } from "./population.ts";
import { readInput, writeOutput } from "./run-child.ts";

export type StoreInput = { readonly path: string; readonly n: number };

/** Makes a database that holds a shard of `n` one-leaf triggers. */
export function storeShard({ path, n }: StoreInput): void {
  const storage = openNodeStorage(path);
  // A database that is new has nothing to lose, and without a journal a large one takes half the disk.
  storage.sql.exec("pragma journal_mode = off;");
  for (const { sql } of registryMigrations) storage.sql.exec(sql);
  storage.transactionSync(() => fillShard(storage.sql, createPopulation("one-leaf", n), engineSettings));
  storage.close();
}

if (import.meta.main) {
  storeShard(readInput<StoreInput>());
  writeOutput(null);
}
