import fc from "fast-check";
import type { CastState } from "../../../contracts/cast.ts";
import { type Attempt, type CastRecord, latestAttempt } from "../cast-record.ts";
import { chooseFees, type Fees } from "../choose-fees.ts";
import { newCast } from "../test-cast.ts";
import type { CastEvent } from "./cast-event.ts";
import { decide, isTerminal } from "./decide.ts";
import { stuckAfterMs, verifyAfterMs } from "./judge-look.ts";
import { type FeePolicy, planSend } from "./plan-send.ts";
import {
  AmbiguousChain,
  makeBytes,
  type ReadFate,
  readFates,
  type SendFate,
  sendFates,
} from "./test-ambiguous-chain.ts";

type Answers = {
  readonly prepare: "signed" | "held" | "refused";
  readonly send: SendFate;
  readonly read: ReadFate;
  readonly mayGoOn: boolean;
};
const noFaults: Answers = { prepare: "signed", send: "answered", read: "answered", mayGoOn: true };

/** One request that is under way: what it does and answers is decided when it is answered. */
type Request = (answers: Answers) => unknown;

const policy: FeePolicy = { maxFeeWeiMax: 1_000n, freeMaxFeeWeiMax: 2_000n, replaceAfterBlocks: 2 };

/**
 * What `CastRunner` does with one cast. Each `yield` is an `await`: the chain may move meanwhile, and the object may die.
 * Only `stored` survives that.
 */
class Driver {
  stored: CastRecord;
  nowMs = 0;
  readonly #chain: AmbiguousChain;
  readonly #brings: "enough" | "less";
  #run: Generator<Request, void, unknown> | undefined;
  #request: Request | undefined;

  constructor(chain: AmbiguousChain, brings: "enough" | "less") {
    this.#chain = chain;
    this.#brings = brings;
    this.stored = newCast({ notAfterMs: chain.notAfterMs, freshUntilMs: chain.notAfterMs });
  }

  /** An alarm or a delivery. While a run is under way it joins that one. */
  start(): void {
    if (this.#run !== undefined) return;
    this.#run = this.#advanceOne();
    this.#continue(undefined);
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

  cancel(): void {
    this.#apply({ type: "cancel-asked", reason: { code: "cancelled-by-owner", message: "" } });
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  #continue(answer: unknown): void {
    const next = this.#run?.next(answer);
    this.#request = next?.done === false ? next.value : undefined;
    if (next?.done === true) this.#run = undefined;
  }

  *#advanceOne(): Generator<Request, void, unknown> {
    const start = this.stored;
    if (isTerminal(start.cast.state)) return;
    if (start.attempts.length === 0) {
      const event = (yield (answers) => this.#prepare(answers)) as CastEvent;
      if (this.#apply(event).attempts.length > 0) yield* this.#sendNewest();
      return;
    }
    const own = start.attempts.map(({ signedTx }) => signedTx);
    const seen = (yield ({ read, mayGoOn }) => ({ look: this.#chain.look(own, read, this.#brings), mayGoOn })) as {
      look: ReturnType<AmbiguousChain["look"]>;
      mayGoOn: boolean;
    };
    if (seen.look === null) return;
    const record = this.#apply({ type: "looked", look: seen.look });
    if (isTerminal(record.cast.state)) return;
    const plan = planSend(record, seen.look, policy, seen.mayGoOn);
    if (plan.kind === "wait") return;
    if (plan.kind !== "resend") {
      // Signing is an await too: an owner may take the cast back meanwhile.
      yield () => undefined;
      const kind = plan.kind === "free" ? "free" : "cast";
      this.#apply({ type: "replaced", attempt: this.#sign(kind, plan.fees) });
    }
    yield* this.#sendNewest();
  }

  *#sendNewest(): Generator<Request, void, unknown> {
    const bytes = latestAttempt(this.stored)?.signedTx ?? "nothing";
    const outcome = yield ({ send }) => this.#chain.send(bytes, send);
    this.#apply({ type: "sent", outcome } as CastEvent);
  }

  #prepare({ prepare }: Answers): CastEvent {
    if (this.#chain.isLate) return { type: "refused", reason: { code: "expired", message: "" } };
    if (prepare !== "signed") return { type: prepare, reason: { code: "told", message: "" } };
    const nextBaseFeeWei = BigInt(this.#chain.baseFeeWei);
    const fees = chooseFees({ nextBaseFeeWei, tipWei: 10n, maxFeeWeiMax: policy.maxFeeWeiMax });
    if (fees === null) return { type: "held", reason: { code: "fees-too-high", message: "" } };
    return {
      type: "signed",
      attempt: this.#sign("cast", fees),
      submission: { to: `0x${"1".repeat(40)}`, data: "0x", gasLimit: "21000" },
      expectations: [{ kind: "balance", token: "0xUSDC", changeMin: "90", changeMax: null }],
      balances: [],
      orderId: null,
      position: { kind: "none" },
    };
  }

  #sign(kind: Attempt["kind"], fees: Fees): Attempt {
    const [maxFeeWei, tipWei] = [Number(fees.maxFeeWei), Number(fees.tipWei)];
    const nonce = this.stored.attempts[0]?.nonce ?? this.#chain.nextNonce;
    const signedTx = makeBytes({ nonce, kind, maxFeeWei, tipWei });
    return {
      kind,
      nonce,
      signedTx,
      hash: `0x${Buffer.from(signedTx).toString("hex").padStart(64, "0")}`,
      maxFeeWei: String(maxFeeWei),
      tipWei: String(tipWei),
      signedAtBlock: this.#chain.head,
    };
  }

  #apply(event: CastEvent): CastRecord {
    // A cast that was taken back before it was signed is not signed any more.
    if (isTerminal(this.stored.cast.state)) return this.stored;
    this.stored = decide(this.stored, event, this.nowMs);
    return this.stored;
  }
}

const answers: fc.Arbitrary<Answers> = fc.record({
  prepare: fc.oneof(
    { weight: 8, arbitrary: fc.constant("signed" as const) },
    { weight: 2, arbitrary: fc.constant("held" as const) },
    { weight: 1, arbitrary: fc.constant("refused" as const) },
  ),
  send: fc.constantFrom(...sendFates),
  read: fc.constantFrom(...readFates),
  mayGoOn: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});
type Move = (driver: Driver, chain: AmbiguousChain) => void;
const named = (name: string, run: Move): Move => Object.assign(run, { [fc.toStringMethod]: () => name });
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(named("start", (driver) => driver.start())) },
  {
    weight: 12,
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
  { weight: 1, arbitrary: fc.constant(named("foreign call", (_driver, chain) => chain.sendForeignCall())) },
  { weight: 1, arbitrary: fc.constant(named("foreign nonce", (_driver, chain) => chain.useNonce())) },
  { weight: 1, arbitrary: fc.constant(named("cancel", (driver) => driver.cancel())) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((doesRevert) =>
      named(`reverts ${doesRevert}`, (_driver, chain) => {
        chain.doesRevert = doesRevert;
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(10, 80, 400, 3_000).map((wei) =>
      named(`base fee ${wei}`, (_driver, chain) => {
        chain.baseFeeWei = wei;
      }),
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

class Violation extends Error {}
const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Violation(what);
};

/** What must be true after every move. */
function createOracle(driver: Driver, chain: AmbiguousChain) {
  let ended: CastState | undefined;
  let stored: readonly Attempt[] = [];
  return () => {
    const { cast, attempts } = driver.stored;
    must(chain.executions <= 1, "executed twice");
    must(chain.castNonces.size <= 1, "sent with two nonces");
    must(
      stored.every(({ signedTx }, index) => attempts[index]?.signedTx === signedTx),
      "what was signed has changed",
    );
    stored = attempts;
    const known = new Set<string>(attempts.map(({ signedTx }) => signedTx));
    for (const bytes of chain.sentBytes) must(known.has(bytes), "sent before it was stored");
    must(ended === undefined || cast.state === ended, "an end is the end");
    if (!isTerminal(cast.state)) return;
    if (ended === undefined) {
      const isExecuted = cast.state === "FINALIZED" || cast.state === "INCLUDED_UNVERIFIED";
      const neverSent = attempts.length === 0;
      must(neverSent === (cast.state === "REFUSED") || cast.state === "CANCELLED", `${cast.state} without being sent`);
      if (!neverSent) must(chain.verdict === (isExecuted ? "executed" : "never"), `${cast.state}: ${chain.verdict}`);
    }
    ended = cast.state;
    if (attempts.length === 0) must(chain.sentBytes.size === 0, "sent though it never was signed");
  };
}

/** Nobody took it back or used its nonce, none of it reverted, and there is time: then it has to execute. */
function isBoundToExecute({ cast, attempts, isCancelAsked }: CastRecord, chain: AmbiguousChain): boolean {
  const isFreed = attempts.some(({ kind }) => kind === "free");
  const isHampered = isTerminal(cast.state) || isCancelAsked || isFreed || chain.isNonceForeign;
  return !isHampered && cast.reason?.code !== "reverted" && !chain.hasReverted && chain.blocksLeft > 15;
}

export type ModelReport = {
  readonly seed: number;
  readonly schedules: number;
  readonly violations: number;
  /** The shortest schedule that breaks a promise, and which; null where none does. */
  readonly counterexample: string | null;
  readonly seen: ReadonlySet<CastState>;
};

/**
 * Plays random schedules of one cast from a seed: crashes at every await, lost, late and doubled answers, reorganisations,
 * rising fees, others who use the nonce or send the signed call, an owner who takes it back. A violation is shrunk.
 */
export function runModel({ seed, schedules }: { readonly seed: number; readonly schedules: number }): ModelReport {
  const seen = new Set<CastState>();
  const property = fc.property(
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
      // The faults are over: what is under way ends, at the latest when its deadline is final.
      chain.baseFeeWei = 10;
      chain.doesRevert = false;
      const mustExecute = isBoundToExecute(driver.stored, chain);
      const rounds = deadlineBlocks + 2 * finality + 20;
      for (let round = 0; round < rounds && !isTerminal(driver.stored.cast.state); round += 1) {
        driver.nowMs += 1_000;
        driver.start();
        while (driver.isRunning) driver.answer(noFaults);
        check();
        chain.mine();
        check();
      }
      const { state } = driver.stored.cast;
      must(isTerminal(state), `it ended as ${state}`);
      const isExecuted = state === "FINALIZED" || state === "INCLUDED_UNVERIFIED";
      must(isExecuted || !mustExecute, `${state} though nothing stood in its way`);
      must(isExecuted === (chain.executions === 1), `${state} with ${chain.executions} executions`);
      if (isExecuted) must(state === (brings === "enough" ? "FINALIZED" : "INCLUDED_UNVERIFIED"), `ended as ${state}`);
      // Its signed call is public for ever: whoever sends it later changes nothing.
      chain.sendForeignCall();
      chain.mine();
      check();
      must(isExecuted === (chain.executions === 1), `${state}, and executed afterwards`);
      seen.add(state);
    },
  );
  const details = fc.check(property, { seed, numRuns: schedules });
  return {
    seed,
    schedules: details.numRuns,
    violations: details.failed ? 1 : 0,
    counterexample: details.failed
      ? `${String(details.errorInstance)}\n${fc.defaultReportMessage(details) ?? ""}`.slice(0, 4_000)
      : null,
    seen,
  };
}
