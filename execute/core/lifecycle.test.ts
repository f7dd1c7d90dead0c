import fc from "fast-check";
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

/**
 * A chain as ambiguous as they are: answers get lost, transactions drop out of the pool, blocks go. Its oracle counts
 * executions of the cast, by any bytes.
 */
class SimulatedChain {
  head = 10;
  readonly pool = new Set<string>();
  /** Bytes → number of the block that they are in. */
  readonly mined = new Map<string, number>();
  readonly sentBytes = new Set<string>();
  readonly #finality: number;

  constructor(finality: number) {
    this.#finality = finality;
  }

  get finalized(): number {
    return this.head - this.#finality;
  }

  send(bytes: string, fate: "answered" | "lost-on-the-way" | "answer-lost" | "refused"): CastEvent {
    this.sentBytes.add(bytes);
    if (fate === "lost-on-the-way") return sent({ outcome: "unknown", reason: "timeout" });
    if (fate === "refused") return sent({ outcome: "refused", code: "pool-full", message: "" });
    if (this.mined.has(bytes)) return sent({ outcome: "nonce-too-low", message: "" });
    const wasInPool = this.pool.has(bytes);
    this.pool.add(bytes);
    if (fate === "answer-lost") return sent({ outcome: "unknown", reason: "reset" });
    return sent({ outcome: "accepted", how: wasInPool ? "already-known" : "fresh" });
  }

  mine(): void {
    this.head += 1;
    for (const bytes of this.pool) this.mined.set(bytes, this.head);
    this.pool.clear();
  }

  /** Blocks above the finalized one may be replaced; what was in them is back in the pool, or nowhere. */
  reorganise(depth: number, isKept: boolean): void {
    const lowest = Math.max(this.finalized + 1, this.head - depth + 1);
    for (const [bytes, block] of this.mined) {
      if (block < lowest) continue;
      this.mined.delete(bytes);
      if (isKept) this.pool.add(bytes);
    }
    this.head += 1;
  }

  observe(bytes: string): CastEvent {
    const block = this.mined.get(bytes);
    if (block === undefined) return absent(this.pool.has(bytes));
    return inclusion({ blockNumber: BigInt(block), isFinal: block <= this.finalized });
  }
}

/** What the vault's object does with a cast, with every `await` a place where it may die: only `stored` survives. */
class Driver {
  stored = newCast();
  signatures = 0;
  readonly #chain: SimulatedChain;

  constructor(chain: SimulatedChain) {
    this.#chain = chain;
  }

  /** Dies at its n-th await where that comes. Returns whether it came to its end. */
  step(nowMs: number, diesAt: number, fate: Parameters<SimulatedChain["send"]>[1], readFails: boolean): boolean {
    let awaits = 0;
    const dies = () => {
      awaits += 1;
      return awaits === diesAt;
    };
    let record = this.stored;
    if (nextAction(record) === "prepare") {
      this.signatures += 1;
      const attempt = { ...testAttempt, signedTx: `0x02${this.signatures.toString(16).padStart(2, "0")}` as const };
      if (dies()) return false;
      record = decide(record, { ...(signed as Extract<CastEvent, { type: "signed" }>), attempt }, nowMs);
      this.stored = record;
      if (dies()) return false;
    }
    const bytes = record.attempt?.signedTx ?? "";
    if (nextAction(record) === "send") {
      const event = this.#chain.send(bytes, fate);
      if (dies()) return false;
      this.stored = decide(record, event, nowMs);
      return true;
    }
    if (nextAction(record) !== "observe" || readFails) return true;
    const event = this.#chain.observe(bytes);
    if (dies()) return false;
    record = decide(record, event, nowMs);
    this.stored = record;
    if (event.type !== "not-included" || event.isInPool) return true;
    const again = this.#chain.send(bytes, fate);
    if (dies()) return false;
    this.stored = decide(record, again, nowMs);
    return true;
  }
}

const move = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("step" as const),
      diesAt: fc.integer({ min: 0, max: 6 }),
      fate: fc.constantFrom(
        "answered" as const,
        "lost-on-the-way" as const,
        "answer-lost" as const,
        "refused" as const,
      ),
      readFails: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("mine" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("drop" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("reorganise" as const),
      depth: fc.integer({ min: 1, max: 12 }),
      isKept: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      ms: fc.constantFrom(1_000, verifyAfterMs, stuckAfterMs),
    }),
  },
);

test("whatever crashes, gets lost or is reorganised: one set of bytes, at most one execution, exactly one in the end", () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (moves, finality) => {
      const chain = new SimulatedChain(finality);
      const driver = new Driver(chain);
      let nowMs = 0;
      let ended: CastState | undefined;
      const check = () => {
        expect(chain.sentBytes.size).toBeLessThanOrEqual(1);
        expect(chain.mined.size).toBeLessThanOrEqual(1);
        const { state } = driver.stored.cast;
        if (ended !== undefined) expect(state).toBe(ended);
        if (isTerminal(state)) {
          ended = state;
          expect(state).toBe("FINALIZED");
          expect([...chain.mined.values()].every((block) => block <= chain.finalized)).toBe(true);
          expect(chain.mined.size).toBe(1);
        }
      };
      for (const next of moves) {
        nowMs += 100;
        if (next.kind === "step") driver.step(nowMs, next.diesAt, next.fate, next.readFails);
        else if (next.kind === "mine") chain.mine();
        else if (next.kind === "drop") chain.pool.clear();
        else if (next.kind === "reorganise") chain.reorganise(next.depth, next.isKept);
        else nowMs += next.ms;
        check();
      }
      // The faults are over.
      for (let round = 0; round < finality + 6; round += 1) {
        nowMs += 1_000;
        driver.step(nowMs, 0, "answered", false);
        chain.mine();
        check();
      }
      driver.step(nowMs, 0, "answered", false);
      check();
      expect(driver.stored.cast.state).toBe("FINALIZED");
      expect(chain.mined.size).toBe(1);
    }),
    { seed: 20_210_519, numRuns: 2_000 },
  );
});
