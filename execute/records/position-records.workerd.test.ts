/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { tokenTableOf } from "../core/positions/book.ts";
import { applyCast, foldLedger, type Ledger, reconcile } from "../core/positions/ledger.ts";
import type { Observation } from "../core/positions/observation.ts";
import { modelTokenList, usdcUnits, VaultModel } from "../core/positions/test-vault-model.ts";
import type { TestEnv } from "../test-vault.ts";
import type { VaultActor } from "../vault-actor.ts";
import { PositionRecords } from "./position-records.ts";

const { VAULT } = env as unknown as TestEnv;
const tokens = tokenTableOf(modelTokenList);

/** One observation, from the stored ledger and back into it, as a vault does. */
function take(records: PositionRecords, observation: Observation): Ledger {
  const loaded = records.load();
  if (observation.kind === "cast") {
    records.store(applyCast(loaded, observation), loaded);
    return records.load();
  }
  const result = reconcile(loaded, observation, [], tokens);
  if (result.kind === "applied") records.store(result.ledger, loaded);
  return records.load();
}

test("what is stored is what was known: observations stay, of the rest only the newest reading is kept", async () => {
  const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
  const seen: Observation[] = [vault.swap("usdc", 2_000n * usdcUnits, 0n), vault.read(), vault.read()];
  vault.owner({ usdc: 5n });
  seen.push(vault.read(), vault.read());
  const late = vault.swap("usdc", 1_000n * usdcUnits, 0n);
  seen.push(late, vault.read(), late);
  await runInDurableObject(VAULT.getByName(`0x${"e".repeat(40)}`), (_actor: VaultActor, { storage }) => {
    let inMemory: Ledger = { observations: [], checkpoint: null };
    for (const observation of seen) {
      const stored = take(new PositionRecords(storage.sql), observation);
      if (observation.kind === "cast") inMemory = applyCast(inMemory, observation);
      else {
        const result = reconcile(inMemory, observation, [], tokens);
        if (result.kind === "applied") inMemory = result.ledger;
      }
      expect(foldLedger(stored, tokens)).toEqual(foldLedger(inMemory, tokens));
    }
    const rows = storage.sql.exec<{ id: string }>("select id from position_observations order by block, id");
    expect([...rows].map(({ id }) => id.split(":")[0])).toEqual(["cast", "reading", "reading", "cast", "reading"]);
  });
});
