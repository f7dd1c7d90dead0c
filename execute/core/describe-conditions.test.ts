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
        clearWhen: null,
        forMs: 240_000,
        keepForMs: 0,
        cooldownMs: 7_200_000,
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
        casts: true,
        deadlineMs: 1_800_000,
        epoch: 5,
        lastFiredAtMs: null,
      },
    ],
  });
  expect(JSON.stringify(described)).not.toMatch(/ironvine|WETH|ETH falls/);
});

test.each<[string, HeldTrigger, object]>([
  [
    "a recovery condition of its own",
    held({}, { clearWhen: "price('ETH-USD') > 1100", keepFor: "6m" }),
    { clearWhen: "price('ETH-USD') > 1100", keepForMs: 360_000 },
  ],
  ["a limit of fires", held({}, { maxFires: 3 }), { maxFires: 3 }],
  ["whom it listens to", held({}, { group: "g", inhibitedBy: ["a"] }), { group: "g", inhibitedBy: ["a"] }],
  ["an age of its own", held({}, { maxStaleness: "5m" }), { maxStalenessMs: 300_000 }],
  [
    "a notice is of use for three evaluations",
    held({}, { action: { type: "notify" } }),
    { deadlineMs: 360_000, casts: false },
  ],
  ["the last fire", held({ lastFiredAtMs: 9 }), { lastFiredAtMs: 9 }],
])("%s", async (_what, trigger, condition) => {
  expect((await describe(trigger)).conditions).toMatchObject([condition]);
});

const changes: readonly object[] = [
  { when: "price('ETH-USD') < 1001" },
  { clearWhen: "price('ETH-USD') > 1100" },
  { for: "6m" },
  { keepFor: "2m" },
  { mode: "once" },
  { cooldown: "3h" },
  { maxFires: 5 },
  { validFrom: 1 },
  { validUntil: "2021-05-20T00:00:00Z" },
  { activeHours: { timeZone: "UTC", from: "08:00", to: "18:00" } },
  { noData: "clear" },
  { maxStaleness: "5m" },
  { priority: "protective" },
  { group: "g" },
  { inhibitedBy: ["a"] },
  { action: { ...cast, deadline: "31m" } },
];

test("what is switched off is not there; the hash changes with whatever is there, and with nothing else", async () => {
  const { hash } = await describe(held());
  expect((await describe(held({ isEnabled: false }))).conditions).toEqual([]);
  expect((await describe(held(), held({ isEnabled: false }, { id: "other" }))).hash).toBe(hash);
  expect((await describe(held({}, { name: "another name" }))).hash).toBe(hash);
  const params = { ...cast.params, fraction: "0.25" };
  expect((await describe(held({}, { action: { ...cast, params } }))).hash).toBe(hash);
  // Where it stands moves with every fire, on both sides in their own time.
  expect((await describe(held({ epoch: 6, lastFiredAtMs: 1 }))).hash).toBe(hash);
  const changed = [held({ version: 4 }), ...changes.map((change) => held({}, change))];
  const hashes = await Promise.all(changed.map(async (trigger) => (await describe(trigger)).hash));
  expect(new Set([hash, ...hashes]).size).toBe(1 + changed.length);
});
