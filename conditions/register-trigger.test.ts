import { describe, expect, test } from "vitest";
import { RegisteredCondition, Trigger } from "../contracts/trigger.ts";
import { momentMs, registerTrigger } from "./register-trigger.ts";

const cadenceMs = 120_000;
const stand = { version: 3, epoch: 5, lastFiredAtMs: 1_621_425_600_000 };
const cast = { type: "cast", spell: "ironvine", params: {}, deadline: "30m" };
const written = { id: "eth-falls", when: "price('ETH-USD') < 1000" };
const register = (change: object = {}, at = stand) =>
  registerTrigger(Trigger.parse({ ...written, ...change }), at, cadenceMs);

test("a trigger with nothing but a condition: every default is filled in", () => {
  expect(register({}, { version: 1, epoch: 0, lastFiredAtMs: null } as never)).toEqual({
    triggerId: "eth-falls",
    version: 1,
    when: "price('ETH-USD') < 1000",
    clearWhen: null,
    forMs: 0,
    keepForMs: 0,
    cooldownMs: 0,
    mode: "once",
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
    deadlineMs: 3 * cadenceMs,
    epoch: 0,
    lastFiredAtMs: null,
  });
});

test.each<[object, object]>([
  [{ name: "ETH falls" }, {}],
  [{ clearWhen: "price('ETH-USD') > 1100" }, { clearWhen: "price('ETH-USD') > 1100" }],
  [{ for: "90s" }, { forMs: 90_000 }],
  [{ keepFor: "6m" }, { keepForMs: 360_000 }],
  [{ cooldown: "2h" }, { cooldownMs: 7_200_000 }],
  [{ mode: "repeat" }, { mode: "repeat" }],
  [{ maxFires: 2 }, { maxFires: 2 }],
  [{ noData: "clear" }, { noData: "clear" }],
  [{ maxStaleness: "0s" }, { maxStalenessMs: 0 }],
  [{ maxStaleness: "7d" }, { maxStalenessMs: 604_800_000 }],
  [{ priority: "protective" }, { priority: "protective" }],
  [{ group: "g" }, { group: "g" }],
  [{ inhibitedBy: ["a", "b"] }, { inhibitedBy: ["a", "b"] }],
  [{ action: { type: "notify", channels: ["mail"] } }, { casts: false, deadlineMs: 360_000 }],
  [{ action: cast }, { casts: true, deadlineMs: 1_800_000 }],
  [
    { activeHours: { timeZone: "Europe/Berlin", from: "08:00", to: "24:00" } },
    {
      activeHours: {
        timeZone: "Europe/Berlin",
        from: "08:00",
        to: "24:00",
        days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
      },
    },
  ],
])("%j is %j, and nothing else changes", (change, registered) => {
  expect(register(change)).toEqual({ ...register(), ...registered });
});

describe("where it stands comes from its owner's records", () => {
  test.each([
    { version: 1, epoch: 0, lastFiredAtMs: null },
    { version: 7, epoch: 12, lastFiredAtMs: 9 },
  ])("%j", (at) => {
    expect(registerTrigger(Trigger.parse(written), at, cadenceMs)).toMatchObject(at);
  });
});

test.each<[number | string, number]>([
  [0, 0],
  [1_621_425_600_000, 1_621_425_600_000],
  ["2021-05-19T12:00:00Z", 1_621_425_600_000],
  ["2021-05-19T14:00:00+02:00", 1_621_425_600_000],
  ["2021-05-19T17:30:00+05:30", 1_621_425_600_000],
  ["2021-05-19T08:00:00.001-04:00", 1_621_425_600_001],
  // The registry counts time from 1970: what begins before has begun, what ends before is over.
  ["1969-12-31T23:59:59Z", 0],
  ["1970-01-01T00:00:00+01:00", 0],
])("the moment %j is %d", (moment, ms) => {
  expect(momentMs(moment)).toBe(ms);
  expect(register({ validFrom: moment, validUntil: moment })).toMatchObject({ validFromMs: ms, validUntilMs: ms });
});

test.each([
  "2021-05-19T12:00:00",
  "2021-05-19",
  "19 May 2021 12:00 UTC",
  "1621425600000",
  "2021-13-01T00:00:00Z",
  -1,
  1.5,
  Number.NaN,
])("%j is no moment", (moment) => {
  expect(Trigger.safeParse({ ...written, validFrom: moment }).success).toBe(false);
});

test.each([
  {},
  { validFrom: "1900-01-01T00:00:00Z", validUntil: "1900-01-01T00:00:00Z" },
  { action: { ...cast, deadline: "0s" } },
  { for: "999999999d", keepFor: "999999999d", cooldown: "999999999d", maxStaleness: "999999999d" },
  { action: { ...cast, deadline: "999999999d" } },
])("whatever was accepted as a trigger, the registry takes: %j", (change) => {
  const registered = register(change);
  expect(RegisteredCondition.parse(registered)).toEqual(registered);
});
