import { expect, test } from "vitest";
import type { CastState, TokenAmount } from "../../../contracts/cast.ts";
import type { CastRecord } from "../cast-record.ts";
import type { SendOutcome } from "../classify-send-error.ts";
import { newCast, testAttempt } from "../test-cast.ts";
import type { CastEvent, Execution, Look, Mined } from "./cast-event.ts";
import { decide, isTerminal } from "./decide.ts";
import { stuckAfterMs, verifyAfterMs } from "./judge-look.ts";

const amount = (symbol: string, value: bigint): TokenAmount => ({
  token: `0x${symbol}`,
  symbol,
  decimals: 18,
  amount: value.toString(),
});
const signed: CastEvent = {
  type: "signed",
  attempt: testAttempt,
  submission: { to: `0x${"1".repeat(40)}`, data: "0x", gasLimit: "21000" },
  expectations: [
    { kind: "balance", token: "0xWETH", changeMin: "-5", changeMax: "-5" },
    { kind: "balance", token: "0xUSDC", changeMin: "90", changeMax: null },
  ],
  balances: [amount("WETH", 10n), amount("USDC", 0n)],
  orderId: null,
  position: { kind: "none" },
};
const sent = (outcome: SendOutcome): CastEvent => ({ type: "sent", outcome });
const accepted = sent({ outcome: "accepted", how: "fresh" });
/** The deadline of the casts here is 1,801 s. */
const inTime = { number: 12n, timeMs: 1_000_000 };
const late = { number: 300n, timeMs: 1_900_000 };
const mined: Mined = {
  hash: `0x${"b".repeat(64)}`,
  blockNumber: 12n,
  blockHash: `0x${"d".repeat(64)}`,
  gasPaidWei: 21_000n,
};
const executed: Execution = {
  ...mined,
  balancesBefore: [amount("WETH", 10n), amount("USDC", 0n)],
  balancesAfter: [amount("WETH", 5n), amount("USDC", 95n)],
  healthAfter: null,
  moved: new Map(),
};
const look = (change: Partial<Look> = {}): CastEvent => ({
  type: "looked",
  look: {
    head: { number: 12n, timeMs: 1_000_000 },
    finalized: { number: 10n, timeMs: 990_000 },
    execution: null,
    reverted: null,
    freed: null,
    isInPool: false,
    nextNonceFinalized: 7,
    nextBaseFeeWei: 1n,
    order: null,
    ...change,
  },
});
const pooled = look({ isInPool: true });
const gone = look();
const included = look({ execution: executed });
const isFinal = look({ execution: executed, finalized: inTime });
const brings = (usdc: bigint, weth = 5n) =>
  look({
    execution: { ...executed, balancesAfter: [amount("WETH", weth), amount("USDC", usdc)] },
    finalized: inTime,
  });
const nonceTaken = look({ nextNonceFinalized: 8 });
const reason = { code: "expired", message: "too late" };
const cancel: CastEvent = { type: "cancel-asked", reason: { code: "cancelled-by-owner", message: "" } };

/** Plays events on a new cast, each at its wall-clock time. */
const play = (events: readonly (readonly [CastEvent, number])[]): CastRecord =>
  events.reduce((record, [event, atMs]) => decide(record, event, atMs), newCast());
const playSent = (...events: (readonly [CastEvent, number])[]): CastRecord => play([[signed, 1], ...events]);

const ordered = (status: "open" | "executed" | "cancelled" | "frozen") =>
  look({ execution: executed, finalized: inTime, order: { id: `0x${"e".repeat(64)}`, status } });

test.each<[string, CastRecord, CastState, string | null]>([
  [
    "waits for the chain",
    play([[{ type: "held", reason: { code: "chain-unreachable", message: "" } }, 1]]),
    "CREATED",
    "chain-unreachable",
  ],
  ["is refused before anything was signed", play([[{ type: "refused", reason }, 1]]), "REFUSED", "expired"],
  ["is signed", playSent(), "SIGNED", null],
  ["is accepted", playSent([accepted, 2]), "SUBMITTED", null],
  ["was known already", playSent([sent({ outcome: "accepted", how: "already-known" }), 2]), "SUBMITTED", null],
  ["got no answer", playSent([sent({ outcome: "unknown", reason: "timeout" }), 2]), "VERIFYING", "send-unknown"],
  ["met a used nonce", playSent([sent({ outcome: "nonce-too-low", message: "" }), 2]), "VERIFYING", "nonce-too-low"],
  [
    "was refused by the node",
    playSent([sent({ outcome: "refused", code: "underpriced", message: "" }), 2]),
    "VERIFYING",
    "send-underpriced",
  ],
  ["waits in the pool", playSent([accepted, 2], [pooled, 3]), "PENDING", null],
  ["no answer, but in the pool", playSent([sent({ outcome: "unknown", reason: "" }), 2], [pooled, 3]), "PENDING", null],
  ["is in no pool yet", playSent([accepted, 2], [gone, 3]), "SUBMITTED", null],
  ["waits for two minutes", playSent([accepted, 2], [pooled, 3], [pooled, 3 + verifyAfterMs]), "VERIFYING", null],
  ["waits for too long", playSent([accepted, 2], [pooled, 3 + stuckAfterMs]), "STUCK", "no-receipt"],
  [
    "was stuck and is mined after all",
    playSent([accepted, 2], [pooled, 3 + stuckAfterMs], [included, 4 + stuckAfterMs]),
    "CONFIRMED",
    null,
  ],
  ["is in a block", playSent([accepted, 2], [included, 3]), "CONFIRMED", null],
  ["is in a block that is gone", playSent([accepted, 2], [included, 3], [pooled, 4]), "VERIFYING", "reorganised"],
  ["is final", playSent([accepted, 2], [included, 3], [isFinal, 4]), "FINALIZED", null],
  ["is final at first sight, after a crash before the answer", playSent([isFinal, 9]), "FINALIZED", null],
  ["reverted, not final", playSent([accepted, 2], [look({ reverted: mined }), 3]), "CONFIRMED", "reverted"],
  [
    "reverted for good, but anyone may still send the signed call",
    playSent([accepted, 2], [look({ reverted: mined, finalized: inTime }), 3]),
    "CONFIRMED",
    "reverted",
  ],
  [
    "reverted, and its deadline is final",
    playSent([accepted, 2], [look({ reverted: mined, finalized: late }), 3]),
    "REVERTED",
    "reverted",
  ],
  [
    "reverted, then somebody else sent the same call",
    playSent([look({ reverted: mined, finalized: inTime }), 3], [isFinal, 4]),
    "FINALIZED",
    null,
  ],
  [
    "is final and brought too little",
    playSent([accepted, 2], [brings(89n), 3]),
    "INCLUDED_UNVERIFIED",
    "post-condition",
  ],
  [
    "is final and took too much",
    playSent([accepted, 2], [brings(95n, 4n), 3]),
    "INCLUDED_UNVERIFIED",
    "post-condition",
  ],
  [
    "its deadline passed unmined: the nonce has to be freed first",
    playSent([accepted, 2], [look({ finalized: late }), 3]),
    "SUBMITTED",
    null,
  ],
  [
    "its nonce was freed after the deadline",
    playSent([accepted, 2], [look({ freed: mined, finalized: late }), 3]),
    "CANCELLED",
    "expired-unmined",
  ],
  [
    "its nonce was freed before the deadline, as its owner asked",
    playSent([cancel, 2], [look({ freed: mined, finalized: inTime }), 3]),
    "VERIFYING",
    "waits-for-deadline",
  ],
  [
    "its nonce was freed as its owner asked, and the deadline is over",
    playSent([cancel, 2], [look({ freed: mined, finalized: inTime }), 3], [look({ freed: mined, finalized: late }), 4]),
    "CANCELLED",
    "cancelled-by-owner",
  ],
  ["taken back before it was signed", play([[cancel, 1]]), "CANCELLED", "cancelled-by-owner"],
  ["taken back too late: what was mined is the truth", playSent([cancel, 2], [isFinal, 3]), "FINALIZED", null],
  ["its nonce is used, seen twice", playSent([nonceTaken, 2], [nonceTaken, 3]), "VERIFYING", "nonce-taken"],
  [
    "its nonce is used, and its deadline is over",
    playSent([nonceTaken, 2], [nonceTaken, 3], [look({ nextNonceFinalized: 8, finalized: late }), 4]),
    "CANCELLED",
    "nonce-taken",
  ],
  [
    "its nonce seemed used, by a look that was wrong",
    playSent([nonceTaken, 2], [nonceTaken, 3], [pooled, 4], [look({ nextNonceFinalized: 8, finalized: late }), 5]),
    "VERIFYING",
    "nonce-taken",
  ],
  ["its order waits for the keeper", playSent([ordered("open"), 2]), "CONFIRMED", "order-open"],
  ["its order was executed", playSent([ordered("open"), 2], [ordered("executed"), 3]), "FINALIZED", null],
  ["its order was cancelled", playSent([ordered("cancelled"), 2]), "FINALIZED", "order-cancelled"],
  ["its order was frozen", playSent([ordered("frozen"), 2]), "INCLUDED_UNVERIFIED", "order-frozen"],
])("%s", (_what, record, state, code) => {
  expect([record.cast.state, record.cast.reason?.code ?? null]).toEqual([state, code]);
  expect(record.cast.steps.at(-1)?.state).toBe(state);
});

test.each<[string, CastRecord, boolean]>([
  ["signed", playSent(), false],
  ["in the pool", playSent([accepted, 2], [pooled, 3]), false],
  ["in a block", playSent([included, 3]), true],
  ["in a block that is gone", playSent([included, 3], [pooled, 4]), false],
  ["reverted in a block", playSent([look({ reverted: mined }), 3]), true],
  ["freed", playSent([look({ freed: mined }), 3]), true],
  ["its nonce seen used twice", playSent([nonceTaken, 3], [nonceTaken, 4]), false],
  ["its nonce seen used three times", playSent([nonceTaken, 3], [nonceTaken, 4], [nonceTaken, 5]), true],
])("the lane of a cast that is %s is free: %s", (_what, record, isFree) => {
  expect([record.isLaneFree, record.cast.state]).toEqual([isFree, record.cast.state]);
});

test("each state is noted once, with the time at which it was reached", () => {
  const record = play([
    [signed, 10],
    [accepted, 20],
    [accepted, 21],
    [pooled, 30],
    [pooled, 31],
    [included, 40],
    [isFinal, 50],
  ]);
  expect(record.cast.steps.map(({ state, atWallMs }) => `${state} ${atWallMs}`)).toEqual([
    "CREATED 0",
    "SIGNED 10",
    "SUBMITTED 20",
    "PENDING 30",
    "CONFIRMED 40",
    "FINALIZED 50",
  ]);
  expect(record.firstSentWallMs).toBe(20);
});

test("a replacement keeps the nonce, and all that was signed stays on record", () => {
  const second = { ...testAttempt, hash: `0x${"e".repeat(64)}`, maxFeeWei: "150" } as const;
  const record = playSent([accepted, 2], [{ type: "replaced", attempt: second }, 3]);
  expect(record.attempts.map(({ hash }) => hash)).toEqual([testAttempt.hash, second.hash]);
  expect(record.cast).toMatchObject({ state: "SUBMITTED", txHash: second.hash });
  expect(() => decide(record, { type: "replaced", attempt: { ...second, nonce: 8 } }, 4)).toThrow("nonce");
});

test("what was signed is neither signed again nor refused: broken invariants throw", () => {
  const record = playSent();
  expect(() => decide(record, signed, 2)).toThrow("signed once");
  expect(() => decide(record, { type: "refused", reason }, 2)).toThrow("cannot be refused");
  expect(() => decide(newCast(), accepted, 2)).toThrow("nothing was signed");
});

/** A cast in each state, as it comes to be there. */
const inState: Readonly<Record<CastState, CastRecord>> = {
  CREATED: play([]),
  REFUSED: play([[{ type: "refused", reason }, 1]]),
  SIGNED: playSent(),
  SUBMITTED: playSent([accepted, 2]),
  PENDING: playSent([accepted, 2], [pooled, 3]),
  VERIFYING: playSent([sent({ outcome: "unknown", reason: "timeout" }), 2]),
  STUCK: playSent([accepted, 2], [pooled, 3 + stuckAfterMs]),
  CONFIRMED: playSent([included, 3]),
  FINALIZED: playSent([isFinal, 3]),
  REVERTED: playSent([look({ reverted: mined, finalized: late }), 3]),
  CANCELLED: playSent([look({ freed: mined, finalized: late }), 3]),
  INCLUDED_UNVERIFIED: playSent([brings(1n), 3]),
};
const soonMs = 10;
const events: Readonly<Record<string, readonly [CastEvent, number]>> = {
  held: [{ type: "held", reason: { code: "no-gas-money", message: "" } }, soonMs],
  refused: [{ type: "refused", reason }, soonMs],
  signed: [signed, soonMs],
  accepted: [accepted, soonMs],
  unknown: [sent({ outcome: "unknown", reason: "reset" }), soonMs],
  "nonce-low": [sent({ outcome: "nonce-too-low", message: "" }), soonMs],
  declined: [sent({ outcome: "refused", code: "pool-full", message: "" }), soonMs],
  cancel: [cancel, soonMs],
  pooled: [pooled, soonMs],
  gone: [gone, soonMs],
  "gone-2m": [gone, 10 + verifyAfterMs],
  "gone-17m": [gone, 10 + stuckAfterMs],
  taken: [nonceTaken, soonMs],
  late: [look({ finalized: late }), soonMs],
  mined: [included, soonMs],
  undone: [look({ reverted: mined }), soonMs],
  "final-ok": [isFinal, soonMs],
  "final-bad": [look({ reverted: mined, finalized: inTime }), soonMs],
  "late-bad": [look({ reverted: mined, finalized: late }), soonMs],
  "late-free": [look({ freed: mined, finalized: late }), soonMs],
  "final-less": [brings(1n), soonMs],
};

test("every event in every state: where it leads; = stays, ! is a broken invariant", () => {
  const rows = Object.values(events).map(([event, atMs], index) => {
    const cells = Object.entries(inState).map(([state, record]) => {
      try {
        const next = decide(record, event, atMs).cast.state;
        return next === state ? "=" : next;
      } catch {
        return "!";
      }
    });
    return [Object.keys(events)[index], ...cells].join(" ");
  });
  expect([["event", ...Object.keys(inState)].join(" "), ...rows]).toEqual(
    `
    event      CREATED   REFUSED SIGNED              SUBMITTED           PENDING             VERIFYING           STUCK               CONFIRMED           FINALIZED REVERTED CANCELLED INCLUDED_UNVERIFIED
    held       =         =       =                   =                   =                   =                   =                   =                   =         =        =         =
    refused    REFUSED   =       !                   !                   !                   !                   !                   !                   =         =        =         =
    signed     SIGNED    =       !                   !                   !                   !                   !                   !                   =         =        =         =
    accepted   !         =       SUBMITTED           =                   =                   =                   =                   =                   =         =        =         =
    unknown    !         =       VERIFYING           =                   =                   =                   =                   =                   =         =        =         =
    nonce-low  !         =       VERIFYING           =                   =                   =                   =                   =                   =         =        =         =
    declined   !         =       VERIFYING           =                   =                   =                   =                   =                   =         =        =         =
    cancel     CANCELLED =       =                   =                   =                   =                   =                   =                   =         =        =         =
    pooled     !         =       =                   PENDING             =                   PENDING             PENDING             VERIFYING           =         =        =         =
    gone       !         =       =                   =                   =                   =                   =                   VERIFYING           =         =        =         =
    gone-2m    !         =       =                   VERIFYING           VERIFYING           =                   VERIFYING           VERIFYING           =         =        =         =
    gone-17m   !         =       =                   STUCK               STUCK               STUCK               =                   VERIFYING           =         =        =         =
    taken      !         =       VERIFYING           VERIFYING           VERIFYING           =                   VERIFYING           VERIFYING           =         =        =         =
    late       !         =       =                   =                   =                   =                   =                   VERIFYING           =         =        =         =
    mined      !         =       CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           =                   =         =        =         =
    undone     !         =       CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           =                   =         =        =         =
    final-ok   !         =       FINALIZED           FINALIZED           FINALIZED           FINALIZED           FINALIZED           FINALIZED           =         =        =         =
    final-bad  !         =       CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           =                   =         =        =         =
    late-bad   !         =       REVERTED            REVERTED            REVERTED            REVERTED            REVERTED            REVERTED            =         =        =         =
    late-free  !         =       CANCELLED           CANCELLED           CANCELLED           CANCELLED           CANCELLED           CANCELLED           =         =        =         =
    final-less !         =       INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED =         =        =         =
    `
      .trim()
      .split("\n")
      .map((line) => line.trim().replaceAll(/ +/g, " ")),
  );
});

test.each(Object.entries(inState).filter(([state]) => isTerminal(state as CastState)))(
  "%s is the end: nothing changes it",
  (_state, record) => {
    for (const [event, atMs] of Object.values(events)) expect(decide(record, event, atMs)).toBe(record);
  },
);

test("each cast above is in the state that it stands for", () => {
  expect(Object.values(inState).map(({ cast }) => cast.state)).toEqual(Object.keys(inState));
});

test("the same reason again is no change: nothing is written for a cast that waits", () => {
  const waiting = decide(newCast(), { type: "held", reason }, 1);
  expect(decide(waiting, { type: "held", reason: { ...reason } }, 2)).toBe(waiting);
  expect(decide(waiting, { type: "held", reason: { ...reason, message: "other" } }, 2)).not.toBe(waiting);
});
