import { expect, test } from "vitest";
import { VaultAddress } from "../../contracts/ids.ts";
import { Trigger, VaultConditions } from "../../contracts/trigger.ts";
import type { HeldTrigger } from "./accept-fire.ts";
import { describeConditions } from "./describe-conditions.ts";

const vault = VaultAddress.parse(`0x${"a".repeat(40)}`);
const cadenceMs = 120_000;
const cast = {
  type: "cast",
  spell: "ironvine",
  params: { sell: "WETH", fraction: "0.5" },
  deadline: "30m",
} as const;
const held = (change: Partial<HeldTrigger> = {}, trigger: object = {}): HeldTrigger => ({
  trigger: Trigger.parse({
    id: "eth-falls",
    name: "ETH falls",
    when: "price('ETH-USD') < 1000",
    for: "4m",
    cooldown: "2h",
    mode: "repeat",
    action: cast,
    ...trigger,
  }),
  version: 3,
  isEnabled: true,
  epoch: 5,
  lastFiredAtMs: null,
  ...change,
});
const describe = (...triggers: HeldTrigger[]) => describeConditions(vault, triggers, 7, cadenceMs);

test("what the registry gets: the condition and where it stands, nothing of the action", async () => {
  const described = await describe(held());
  expect(VaultConditions.parse(described)).toEqual({
    vault,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    revision: "7",
    conditions: [
      {
        triggerId: "eth-falls",
        version: 3,
        when: "price('ETH-USD') < 1000",
        forMs: 240_000,
        cooldownMs: 7_200_000,
        mode: "repeat",
        maxStalenessMs: null,
        deadlineMs: 1_800_000,
        epoch: 5,
        lastFiredAtMs: null,
      },
    ],
  });
  expect(JSON.stringify(described)).not.toMatch(/ironvine|WETH|ETH falls/);
});

test.each<[string, HeldTrigger, object]>([
  ["an age of its own", held({}, { maxStaleness: "5m" }), { maxStalenessMs: 300_000 }],
  ["a notice is of use for three evaluations", held({}, { action: { type: "notify" } }), { deadlineMs: 360_000 }],
  ["the last fire", held({ lastFiredAtMs: 9 }), { lastFiredAtMs: 9 }],
])("%s", async (_what, trigger, condition) => {
  expect((await describe(trigger)).conditions).toMatchObject([condition]);
});

test("what is switched off is not there; the hash changes with whatever is there, and with nothing else", async () => {
  const { hash } = await describe(held());
  expect((await describe(held({ isEnabled: false }))).conditions).toEqual([]);
  expect((await describe(held(), held({ isEnabled: false }, { id: "other" }))).hash).toBe(hash);
  expect((await describe(held({}, { name: "another name" }))).hash).toBe(hash);
  const changed = [held({ version: 4 }), held({ epoch: 6 }), held({ lastFiredAtMs: 1 }), held({}, { cooldown: "3h" })];
  const hashes = await Promise.all(changed.map(async (trigger) => (await describe(trigger)).hash));
  expect(new Set([hash, ...hashes]).size).toBe(5);
});
