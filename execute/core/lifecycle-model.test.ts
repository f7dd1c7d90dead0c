import fc from "fast-check";
import { expect, test } from "vitest";
import { CastState } from "../../contracts/cast.ts";
import type { CastRecord } from "./cast-record.ts";
import { type CastEvent, decide, isTerminal, nextAction, stuckAfterMs, verifyAfterMs } from "./lifecycle.ts";
import {
  AmbiguousChain,
  makeBytes,
  type ReadFate,
  readFates,
  type SendFate,
  sendFates,
} from "./test-ambiguous-chain.ts";
import { newCast } from "./test-cast.ts";

type Answers = {
  readonly prepare: "signed" | "held" | "refused";
  readonly send: SendFate;
  readonly read: ReadFate;
};
const noFaults: Answers = { prepare: "signed", send: "answered", read: "answered" };

/** One request that is under way: what it does and answers is decided when it is answered. */
type Request = (answers: Answers) => CastEvent | null;

/**
 * What `VaultActor` does with one cast. Each `yield` is an `await`: the chain may move meanwhile, and the object may die.
 * Only `stored` survives that.
 */
class Driver {
  stored: CastRecord = newCast();
  nowMs = 0;
  readonly #chain: AmbiguousChain;
  readonly #brings: "enough" | "less";
  #signatures = 0;
  #run: Generator<Request, void, CastEvent | null> | undefined;
  #request: Request | undefined;

  constructor(chain: AmbiguousChain, brings: "enough" | "less") {
    this.#chain = chain;
    this.#brings = brings;
  }

  /** An alarm or a delivery. While a run is under way it joins that one. */
  start(): void {
    if (this.#run !== undefined) return;
    this.#run = this.#advanceOne();
    this.#continue(null);
  }

  answer(answers: Answers): void {
    const request = this.#request;
    if (request !== undefined) this.#continue(request(answers));
  }

  /** Dies with its request under way: that still does what it does, and nobody hears the answer. */
  die(answers: Answers): void {
    this.#request?.(answers);
    this.#run = undefined;
    this.#request = undefined;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  #continue(answer: CastEvent | null): void {
    const next = this.#run?.next(answer);
    this.#request = next?.done === false ? next.value : undefined;
    if (next?.done === true) this.#run = undefined;
  }

  *#advanceOne(): Generator<Request, void, CastEvent | null> {
    let record = this.stored;
    if (nextAction(record) === "prepare") {
      const event = yield (answers) => this.#prepare(answers);
      if (event !== null) record = this.#apply(record, event);
    }
    if (nextAction(record) === "send") {
      yield* this.#send(record);
      return;
    }
    if (nextAction(record) !== "observe") return;
    const bytes = bytesOf(record);
    const event = yield ({ read }) => this.#chain.observe(bytes, read, this.#brings);
    if (event === null) return;
    record = this.#apply(record, event);
    if (event.type === "not-included" && !event.isInPool) yield* this.#send(record);
  }

  *#send(record: CastRecord): Generator<Request, void, CastEvent | null> {
    const event = yield ({ send }) => this.#chain.send(bytesOf(record), send);
    if (event !== null) this.#apply(record, event);
  }

  #prepare({ prepare }: Answers): CastEvent {
    if (this.#chain.isLate) return { type: "refused", reason: { code: "expired", message: "" } };
    if (prepare !== "signed") return { type: prepare, reason: { code: "told", message: "" } };
    this.#signatures += 1;
    const nonce = Math.max(this.#chain.nextNonce, (this.stored.attempt?.nonce ?? -1) + 1);
    return {
      type: "signed",
      attempt: { nonce, signedTx: makeBytes(nonce, this.#signatures), hash: `0x${"b".repeat(64)}` },
      expectations: [{ token: "0xUSDC", changeMin: "90", changeMax: null }],
      balances: [],
    };
  }

  #apply(record: CastRecord, event: CastEvent): CastRecord {
    this.stored = decide(record, event, this.nowMs);
    return this.stored;
  }
}

const bytesOf = (record: CastRecord): string => record.attempt?.signedTx ?? "nothing";

const answers: fc.Arbitrary<Answers> = fc.record({
  prepare: fc.oneof(
    { weight: 8, arbitrary: fc.constant("signed" as const) },
    { weight: 2, arbitrary: fc.constant("held" as const) },
    { weight: 1, arbitrary: fc.constant("refused" as const) },
  ),
  send: fc.constantFrom(...sendFates),
  read: fc.constantFrom(...readFates),
});
type Move = (driver: Driver, chain: AmbiguousChain) => void;
const named = (name: string, run: Move): Move => Object.assign(run, { [fc.toStringMethod]: () => name });
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(named("start", (driver) => driver.start())) },
  {
    weight: 10,
    arbitrary: answers.map((given) => named(`answer ${JSON.stringify(given)}`, (driver) => driver.answer(given))),
  },
  {
    weight: 3,
    arbitrary: answers.map((given) => named(`die ${JSON.stringify(given)}`, (driver) => driver.die(given))),
  },
  { weight: 4, arbitrary: fc.constant(named("mine", (_driver, chain) => chain.mine())) },
  { weight: 1, arbitrary: fc.constant(named("drop", (_driver, chain) => chain.drop())) },
  {
    weight: 2,
    arbitrary: fc.boolean().map((isRepeated) => named(`deliver`, (_driver, chain) => chain.deliver(isRepeated))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.boolean())
      .map(([depth, isKept]) =>
        named(`reorganise ${depth} ${isKept}`, (_driver, chain) => chain.reorganise(depth, isKept)),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1_000, verifyAfterMs + 1, stuckAfterMs + 1).map((ms) =>
      named(`wait ${ms}`, (driver) => {
        driver.nowMs += ms;
      }),
    ),
  },
);

/** What must be true after every move. */
function createOracle(driver: Driver, chain: AmbiguousChain) {
  let ended: CastState | undefined;
  let signedTx: string | undefined;
  return () => {
    const { cast, attempt } = driver.stored;
    expect(chain.executions, "executions").toBeLessThanOrEqual(1);
    expect(chain.sentBytes.size, "sets of bytes that were sent").toBeLessThanOrEqual(1);
    if (signedTx !== undefined) expect(attempt?.signedTx, "signed once").toBe(signedTx);
    signedTx = attempt?.signedTx;
    for (const bytes of chain.sentBytes) expect(bytes, "stored before it was sent").toBe(signedTx);
    if (ended !== undefined) expect(cast.state, "an end is the end").toBe(ended);
    if (!isTerminal(cast.state)) return;
    ended = cast.state;
    if (ended === "REFUSED") expect(chain.sentBytes.size, "sent though refused").toBe(0);
    const verdicts = {
      REFUSED: "nothing",
      REVERTED: "reverted",
      FINALIZED: "executed",
      INCLUDED_UNVERIFIED: "executed",
    };
    expect(chain.verdict, ended).toBe(verdicts[ended as keyof typeof verdicts]);
  };
}

const seen = new Set<CastState>();

test("whatever crashes, is lost, late, doubled or reorganised: signed once, executed at most once, and an end that is the chain's", () => {
  fc.assert(
    fc.property(
      fc.array(moves, { maxLength: 80, size: "max" }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 30 }),
      fc.constantFrom("enough" as const, "enough" as const, "less" as const),
      (schedule, finality, deadlineBlocks, brings) => {
        const chain = new AmbiguousChain({ finality, deadlineBlocks });
        const driver = new Driver(chain, brings);
        const check = createOracle(driver, chain);
        for (const move of schedule) {
          driver.nowMs += 100;
          move(driver, chain);
          seen.add(driver.stored.cast.state);
          check();
        }
        // The faults are over.
        for (let round = 0; round < finality + 5 && !isTerminal(driver.stored.cast.state); round += 1) {
          driver.nowMs += 1_000;
          driver.start();
          while (driver.isRunning) driver.answer(noFaults);
          check();
          chain.mine();
          check();
        }
        const { state } = driver.stored.cast;
        expect(isTerminal(state), `it ended as ${state}`).toBe(true);
        // What was executed is told by nothing but its own end; what brought too little is not called finalized.
        const isExecuted = state === "FINALIZED" || state === "INCLUDED_UNVERIFIED";
        expect(isExecuted).toBe(chain.executions === 1);
        if (isExecuted) expect(state).toBe(brings === "enough" ? "FINALIZED" : "INCLUDED_UNVERIFIED");
        seen.add(state);
      },
    ),
    { seed: 20_210_519, numRuns: 1_500 },
  );
});

test("the schedules above have been everywhere", () => {
  expect([...CastState.options].filter((state) => !seen.has(state))).toEqual([]);
});
