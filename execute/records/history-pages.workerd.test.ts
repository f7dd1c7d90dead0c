/// <reference types="@cloudflare/vitest-plugin/types" />
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { TestEnv } from "../test-vault.ts";
import type { VaultActor } from "../vault-actor.ts";
import { CastRecords } from "./cast-records.ts";
import { TriggerRecords } from "./trigger-records.ts";

const { VAULT } = env as unknown as TestEnv;
const numbers = Array.from({ length: 7 }, (_, index) => index + 1);

test.each([1, 2, 3, 7, 10])("pages of %i: each record once, the newest first, and an end", async (limit) => {
  await runInDurableObject(
    VAULT.getByName(`0x${limit.toString(16).padStart(40, "f")}`),
    (_: VaultActor, { storage }) => {
      const { sql } = storage;
      for (const number of numbers) {
        const record = JSON.stringify({ cast: { id: `cast-${number}` } });
        sql.exec("insert into casts (id, is_open, lane, record) values (?, 0, 'main', ?)", `cast-${number}`, record);
        const fire = JSON.stringify({ fireId: `fire-${number}` });
        sql.exec(
          "insert into fires (trigger_id, version, epoch, fire, received_wall_ms) values ('t', 1, ?, ?, 0)",
          number,
          fire,
        );
      }
      const casts = new CastRecords(sql);
      const triggers = new TriggerRecords(sql);
      const readAll = (read: (before: number | null) => { ids: string[]; next: number | null }) => {
        const ids: string[] = [];
        for (let before: number | null = null; ; ) {
          const page = read(before);
          ids.push(...page.ids);
          if (page.next === null) return ids;
          before = page.next;
        }
      };
      const castIds = readAll((before) => {
        const { records, next } = casts.page({ before, limit });
        return { ids: records.map(({ id }) => id as string), next };
      });
      const fireIds = readAll((before) => {
        const { records, next } = triggers.firesPage({ before, limit });
        return { ids: records.map(({ fireId }) => fireId as string), next };
      });
      expect(castIds).toEqual(numbers.toReversed().map((number) => `cast-${number}`));
      expect(fireIds).toEqual(numbers.toReversed().map((number) => `fire-${number}`));
    },
  );
});
