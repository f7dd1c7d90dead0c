import fc from "fast-check";
import { expect, test } from "vitest";
import type { Attempt, CastRecord } from "../cast-record.ts";
import { newCast, testAttempt } from "../test-cast.ts";
import type { Look } from "./cast-event.ts";
import { planSend } from "./plan-send.ts";
import { chooseReplacementFees, replacementsMax } from "./replacement-fees.ts";

const policy = { maxFeeWeiMax: 1_000n, freeMaxFeeWeiMax: 2_000n, replaceAfterBlocks: 5 };
const attempt = (change: Partial<Attempt> = {}): Attempt => ({ ...testAttempt, ...change });
const cast = (attempts: readonly Attempt[], change: Partial<CastRecord> = {}): CastRecord => ({
  ...newCast({ state: "PENDING" }),
  attempts,
  ...change,
});
const look = (change: Partial<Look> = {}): Look => ({
  head: { number: 12n, timeMs: 1_000_000 },
  finalized: { number: 10n, timeMs: 990_000 },
  execution: null,
  reverted: null,
  freed: null,
  isInPool: true,
  nextNonceFinalized: 7,
  nextBaseFeeWei: 1n,
  order: null,
  ...change,
});
const atBlock = (number: bigint) => ({ head: { number, timeMs: 1_000_000 } });
const late = { finalized: { number: 200n, timeMs: 1_802_000 } };
const first = attempt();
const bumped = [1, 2, 3].map((step) => attempt({ maxFeeWei: String(100 + 100 * step), signedAtBlock: 10 + 5 * step }));

test.each<[string, CastRecord, Look, string]>([
  ["it is in the pool and its time has not come", cast([first]), look(), "wait"],
  ["it fell out of the pool", cast([first]), look({ isInPool: false }), "resend"],
  [
    "it was signed and perhaps never sent",
    { ...cast([first]), ...newCast({ state: "SIGNED" }), attempts: [first] },
    look(),
    "resend",
  ],
  ["five blocks have passed over it", cast([first]), look(atBlock(15n)), "replace 150/15"],
  ["the base fee rose eightfold", cast([first]), look({ ...atBlock(15n), nextBaseFeeWei: 300n }), "replace 615/15"],
  [
    "the base fee is near the ceiling: no more than that",
    cast([first]),
    look({ ...atBlock(15n), nextBaseFeeWei: 900n }),
    "replace 1000/15",
  ],
  ["the base fee is above the ceiling", cast([first]), look({ ...atBlock(15n), nextBaseFeeWei: 1_001n }), "wait"],
  [
    "the same, and no node has it any more",
    cast([first]),
    look({ ...atBlock(15n), nextBaseFeeWei: 1_001n, isInPool: false }),
    "resend",
  ],
  [
    "the chain stands still: blocks are counted, not hours",
    cast([first], { firstSentWallMs: 1 }),
    look(atBlock(14n)),
    "wait",
  ],
  ["it is at the ceiling", cast([attempt({ maxFeeWei: "950" })]), look(atBlock(15n)), "wait"],
  ["it was replaced three times", cast([first, ...bumped]), look(atBlock(40n)), "wait"],
  ["its nonce is in a block", cast([first], { isLaneFree: true }), look(late), "wait"],
  ["its nonce seems to be somebody else's", cast([first], { foreignNonceLooks: 1 }), look({ isInPool: false }), "wait"],
  ["its deadline is final", cast([first]), look({ ...late, isInPool: false }), "free 150/15"],
  [
    "the same at the ceiling: freeing has room above it",
    cast([attempt({ maxFeeWei: "1000" })]),
    look(late),
    "free 1500/15",
  ],
  ["its owner took it back", cast([first], { isCancelAsked: true }), look(), "free 150/15"],
  [
    "the nonce is being freed and no node has that",
    cast([first, attempt({ kind: "free", signedAtBlock: 12 })]),
    look({ ...late, isInPool: false }),
    "resend",
  ],
  [
    "the nonce is being freed, five blocks ago",
    cast([first, attempt({ kind: "free" })]),
    look({ ...late, ...atBlock(15n) }),
    "free 150/15",
  ],
])("%s", (_what, record, seen, expected) => {
  const plan = planSend(record, seen, policy, true);
  expect("fees" in plan ? `${plan.kind} ${plan.fees.maxFeeWei}/${plan.fees.tipWei}` : plan.kind).toBe(expected);
});

test.each<[string, Look, string]>([
  ["it fell out of the pool", look({ isInPool: false }), "wait"],
  ["five blocks have passed over it", look(atBlock(15n)), "wait"],
  ["its deadline is final", look(late), "free"],
])("where policy forbids the cast, %s: nothing that carries it is sent", (_what, seen, kind) => {
  expect(planSend(cast([first]), seen, policy, false).kind).toBe(kind);
});

const wei = fc.bigInt({ min: 0n, max: 10n ** 12n });

test("a replacement is one that nodes take, under the ceiling, and pays what the next block asks", () => {
  fc.assert(
    fc.property(wei, wei, wei, wei, (tip, more, nextBaseFeeWei, maxFeeWeiMax) => {
      const before = { maxFeeWei: tip + more + 1n, tipWei: tip };
      const fees = chooseReplacementFees({ before, nextBaseFeeWei, maxFeeWeiMax });
      if (fees === null) return;
      expect(fees.maxFeeWei * 10n >= before.maxFeeWei * 11n).toBe(true);
      expect(fees.tipWei * 10n >= before.tipWei * 11n).toBe(true);
      expect(fees.maxFeeWei <= maxFeeWeiMax && fees.maxFeeWei >= nextBaseFeeWei).toBe(true);
      expect(fees.tipWei <= fees.maxFeeWei).toBe(true);
    }),
    { seed: 7, numRuns: 5_000 },
  );
});

test("fees follow from the blocks alone: three replacements at most, whatever the looks", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), wei), { maxLength: 60 }), (steps) => {
      let record = cast([first]);
      let head = 10n;
      for (const [blocks, nextBaseFeeWei] of steps) {
        head += BigInt(blocks);
        const plan = planSend(
          record,
          look({ ...atBlock(head), nextBaseFeeWei }),
          { ...policy, maxFeeWeiMax: 10n ** 15n },
          true,
        );
        if (plan.kind !== "replace") continue;
        const { maxFeeWei, tipWei } = plan.fees;
        const next = attempt({ maxFeeWei: String(maxFeeWei), tipWei: String(tipWei), signedAtBlock: Number(head) });
        record = { ...record, attempts: [...record.attempts, next] };
      }
      expect(record.attempts.length).toBeLessThanOrEqual(1 + replacementsMax);
    }),
    { seed: 8, numRuns: 1_000 },
  );
});
