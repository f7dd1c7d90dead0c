import { expect, test } from "vitest";
import type { CastState, TokenAmount } from "../../contracts/cast.ts";
import type { CastRecord } from "./cast-record.ts";
import {
  type CastEvent,
  decide,
  type Inclusion,
  isTerminal,
  nextAction,
  stuckAfterMs,
  verifyAfterMs,
} from "./lifecycle.ts";
import { newCast, testAttempt } from "./test-cast.ts";

const amount = (symbol: string, value: bigint): TokenAmount => ({
  token: `0x${symbol}`,
  symbol,
  decimals: 18,
  amount: value.toString(),
});
const signed: CastEvent = {
  type: "signed",
  attempt: testAttempt,
  expectations: [
    { token: "0xWETH", changeMin: "-5", changeMax: "-5" },
    { token: "0xUSDC", changeMin: "90", changeMax: null },
  ],
  balances: [amount("WETH", 10n), amount("USDC", 0n)],
};
const sent = (outcome: Extract<CastEvent, { type: "sent" }>["outcome"]): CastEvent => ({ type: "sent", outcome });
const accepted = sent({ outcome: "accepted", how: "fresh" });
const inclusion = (change: Partial<Inclusion> = {}): CastEvent => ({
  type: "included",
  inclusion: {
    blockNumber: 12n,
    blockHash: `0x${"d".repeat(64)}`,
    isSuccess: true,
    isFinal: false,
    balancesBefore: [amount("WETH", 10n), amount("USDC", 0n)],
    balancesAfter: [amount("WETH", 5n), amount("USDC", 95n)],
    ...change,
  },
});
const absent = (isInPool: boolean): CastEvent => ({ type: "not-included", isInPool });
const reason = { code: "expired", message: "too late" };

/** Plays events on a new cast, each at its wall-clock time. */
const play = (events: readonly (readonly [CastEvent, number])[]): CastRecord =>
  events.reduce((record, [event, atMs]) => decide(record, event, atMs), newCast());

test.each<[string, [CastEvent, number][], CastState, string | null]>([
  [
    "waits for the chain",
    [[{ type: "held", reason: { code: "chain-unreachable", message: "" } }, 1]],
    "CREATED",
    "chain-unreachable",
  ],
  ["is refused before anything was signed", [[{ type: "refused", reason }, 1]], "REFUSED", "expired"],
  ["is signed", [[signed, 1]], "SIGNED", null],
  [
    "was held, then is signed",
    [
      [{ type: "held", reason }, 1],
      [signed, 2],
    ],
    "SIGNED",
    null,
  ],
  [
    "is accepted",
    [
      [signed, 1],
      [accepted, 2],
    ],
    "SUBMITTED",
    null,
  ],
  [
    "was known already",
    [
      [signed, 1],
      [sent({ outcome: "accepted", how: "already-known" }), 2],
    ],
    "SUBMITTED",
    null,
  ],
  [
    "got no answer",
    [
      [signed, 1],
      [sent({ outcome: "unknown", reason: "timeout" }), 2],
    ],
    "VERIFYING",
    "send-unknown",
  ],
  [
    "met a used nonce",
    [
      [signed, 1],
      [sent({ outcome: "nonce-too-low", message: "" }), 2],
    ],
    "VERIFYING",
    "nonce-too-low",
  ],
  [
    "was refused by the node",
    [
      [signed, 1],
      [sent({ outcome: "refused", code: "underpriced", message: "" }), 2],
    ],
    "VERIFYING",
    "send-underpriced",
  ],
  [
    "waits in the pool",
    [
      [signed, 1],
      [accepted, 2],
      [absent(true), 3],
    ],
    "PENDING",
    null,
  ],
  [
    "no answer, but in the pool",
    [
      [signed, 1],
      [sent({ outcome: "unknown", reason: "" }), 2],
      [absent(true), 3],
    ],
    "PENDING",
    null,
  ],
  [
    "is in no pool yet",
    [
      [signed, 1],
      [accepted, 2],
      [absent(false), 3],
    ],
    "SUBMITTED",
    null,
  ],
  [
    "waits for two minutes",
    [
      [signed, 1],
      [accepted, 2],
      [absent(true), 3],
      [absent(true), 3 + verifyAfterMs],
    ],
    "VERIFYING",
    null,
  ],
  [
    "waits for too long",
    [
      [signed, 1],
      [accepted, 2],
      [absent(true), 3 + stuckAfterMs],
    ],
    "STUCK",
    "no-receipt",
  ],
  [
    "was stuck and is mined after all",
    [
      [signed, 1],
      [accepted, 2],
      [absent(true), 3 + stuckAfterMs],
      [inclusion(), 4 + stuckAfterMs],
    ],
    "CONFIRMED",
    null,
  ],
  [
    "is in a block",
    [
      [signed, 1],
      [accepted, 2],
      [inclusion(), 3],
    ],
    "CONFIRMED",
    null,
  ],
  [
    "is in a block that is gone",
    [
      [signed, 1],
      [accepted, 2],
      [inclusion(), 3],
      [absent(true), 4],
    ],
    "VERIFYING",
    null,
  ],
  [
    "is final",
    [
      [signed, 1],
      [accepted, 2],
      [inclusion(), 3],
      [inclusion({ isFinal: true }), 4],
    ],
    "FINALIZED",
    null,
  ],
  [
    "is final at first sight, after a crash before the answer",
    [
      [signed, 1],
      [inclusion({ isFinal: true }), 9],
    ],
    "FINALIZED",
    null,
  ],
  [
    "reverted, not final",
    [
      [signed, 1],
      [accepted, 2],
      [inclusion({ isSuccess: false }), 3],
    ],
    "CONFIRMED",
    null,
  ],
  [
    "reverted, final",
    [
      [signed, 1],
      [accepted, 2],
      [inclusion({ isSuccess: false, isFinal: true }), 3],
    ],
    "REVERTED",
    "reverted",
  ],
  [
    "is final and brought too little",
    [
      [signed, 1],
      [accepted, 2],
      [inclusion({ isFinal: true, balancesAfter: [amount("WETH", 5n), amount("USDC", 89n)] }), 3],
    ],
    "INCLUDED_UNVERIFIED",
    "post-condition",
  ],
  [
    "is final and took too much",
    [
      [signed, 1],
      [accepted, 2],
      [inclusion({ isFinal: true, balancesAfter: [amount("WETH", 4n), amount("USDC", 95n)] }), 3],
    ],
    "INCLUDED_UNVERIFIED",
    "post-condition",
  ],
])("%s", (_what, events, state, code) => {
  const record = play(events);
  expect([record.cast.state, record.cast.reason?.code ?? null]).toEqual([state, code]);
  expect(record.cast.steps.at(-1)?.state).toBe(state);
});

test("each state is noted once, with the time at which it was reached", () => {
  const record = play([
    [signed, 10],
    [accepted, 20],
    [accepted, 21],
    [absent(true), 30],
    [absent(true), 31],
    [inclusion(), 40],
    [inclusion({ isFinal: true }), 50],
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

test("what was signed is neither signed again nor refused: broken invariants throw", () => {
  const record = play([[signed, 1]]);
  expect(() => decide(record, signed, 2)).toThrow("signed once");
  expect(() => decide(record, { type: "refused", reason }, 2)).toThrow("cannot be refused");
  expect(() => decide(newCast(), accepted, 2)).toThrow("nothing was signed");
});

/** A cast in each state, as it comes to be there. */
const inState: Readonly<Record<CastState, CastRecord>> = {
  CREATED: play([]),
  REFUSED: play([[{ type: "refused", reason }, 1]]),
  SIGNED: play([[signed, 1]]),
  SUBMITTED: playSent([accepted, 2]),
  PENDING: playSent([accepted, 2], [absent(true), 3]),
  VERIFYING: playSent([sent({ outcome: "unknown", reason: "timeout" }), 2]),
  STUCK: playSent([accepted, 2], [absent(true), 3 + stuckAfterMs]),
  CONFIRMED: playSent([inclusion(), 3]),
  FINALIZED: playSent([inclusion({ isFinal: true }), 3]),
  REVERTED: playSent([inclusion({ isFinal: true, isSuccess: false }), 3]),
  INCLUDED_UNVERIFIED: playSent([inclusion({ isFinal: true, balancesAfter: [amount("WETH", 5n)] }), 3]),
};
function playSent(...events: (readonly [CastEvent, number])[]): CastRecord {
  return play([[signed, 1], ...events]);
}
const soonMs = 10;
const events: Readonly<Record<string, readonly [CastEvent, number]>> = {
  held: [{ type: "held", reason: { code: "no-gas-money", message: "" } }, soonMs],
  refused: [{ type: "refused", reason }, soonMs],
  signed: [signed, soonMs],
  accepted: [accepted, soonMs],
  unknown: [sent({ outcome: "unknown", reason: "reset" }), soonMs],
  "nonce-low": [sent({ outcome: "nonce-too-low", message: "" }), soonMs],
  declined: [sent({ outcome: "refused", code: "pool-full", message: "" }), soonMs],
  pooled: [absent(true), soonMs],
  gone: [absent(false), soonMs],
  "gone-2m": [absent(false), 10 + verifyAfterMs],
  "gone-17m": [absent(false), 10 + stuckAfterMs],
  mined: [inclusion(), soonMs],
  undone: [inclusion({ isSuccess: false }), soonMs],
  "final-ok": [inclusion({ isFinal: true }), soonMs],
  "final-bad": [inclusion({ isFinal: true, isSuccess: false }), soonMs],
  "final-less": [inclusion({ isFinal: true, balancesAfter: [amount("WETH", 5n)] }), soonMs],
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
    event      CREATED REFUSED SIGNED              SUBMITTED           PENDING             VERIFYING           STUCK               CONFIRMED           FINALIZED REVERTED INCLUDED_UNVERIFIED
    held       =       =       =                   =                   =                   =                   =                   =                   =         =        =
    refused    REFUSED =       !                   !                   !                   !                   !                   !                   =         =        =
    signed     SIGNED  =       !                   !                   !                   !                   !                   !                   =         =        =
    accepted   !       =       SUBMITTED           =                   =                   =                   =                   =                   =         =        =
    unknown    !       =       VERIFYING           =                   =                   =                   =                   =                   =         =        =
    nonce-low  !       =       VERIFYING           =                   =                   =                   =                   =                   =         =        =
    declined   !       =       VERIFYING           =                   =                   =                   =                   =                   =         =        =
    pooled     !       =       PENDING             PENDING             =                   PENDING             PENDING             VERIFYING           =         =        =
    gone       !       =       =                   =                   =                   =                   =                   VERIFYING           =         =        =
    gone-2m    !       =       =                   VERIFYING           VERIFYING           =                   VERIFYING           VERIFYING           =         =        =
    gone-17m   !       =       =                   STUCK               STUCK               STUCK               =                   VERIFYING           =         =        =
    mined      !       =       CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           =                   =         =        =
    undone     !       =       CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           CONFIRMED           =                   =         =        =
    final-ok   !       =       FINALIZED           FINALIZED           FINALIZED           FINALIZED           FINALIZED           FINALIZED           =         =        =
    final-bad  !       =       REVERTED            REVERTED            REVERTED            REVERTED            REVERTED            REVERTED            =         =        =
    final-less !       =       INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED INCLUDED_UNVERIFIED =         =        =
    `
      .trim()
      .split("\n")
      .map((line) => line.trim().replaceAll(/ +/g, " ")),
  );
});

test.each(Object.entries(inState).filter(([state]) => isTerminal(state as CastState)))(
  "%s is the end: nothing changes it, and there is nothing to do",
  (_state, record) => {
    for (const [event, atMs] of Object.values(events)) expect(decide(record, event, atMs)).toBe(record);
    expect(nextAction(record)).toBe("none");
  },
);

test.each<[CastState, string]>([
  ["CREATED", "prepare"],
  ["SIGNED", "send"],
  ["SUBMITTED", "observe"],
  ["PENDING", "observe"],
  ["VERIFYING", "observe"],
  ["STUCK", "observe"],
  ["CONFIRMED", "observe"],
])("what there is to do in %s: %s", (state, action) => {
  expect(nextAction(inState[state])).toBe(action);
});

test("each cast above is in the state that it stands for", () => {
  expect(Object.values(inState).map(({ cast }) => cast.state)).toEqual(Object.keys(inState));
});

test("the same reason again is no change: nothing is written for a cast that waits", () => {
  const waiting = decide(newCast(), { type: "held", reason }, 1);
  expect(decide(waiting, { type: "held", reason: { ...reason } }, 2)).toBe(waiting);
  expect(decide(waiting, { type: "held", reason: { ...reason, message: "other" } }, 2)).not.toBe(waiting);
});
