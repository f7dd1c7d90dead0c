import type { ArithmeticOp } from "../../../conditions/condition.ts";
import { calculate } from "../../../conditions/evaluate-spot.ts";
import { type SignalNode, StatelessNode } from "./signal-node.ts";

export class ConstantNode extends StatelessNode {
  constructor(value: number) {
    super();
    this.value = value;
    this.previous = value;
  }

  step(): void {
    this.previous = this.value;
  }
}

export class NegateNode extends StatelessNode {
  readonly #of: SignalNode;

  constructor(of: SignalNode) {
    super();
    this.#of = of;
  }

  step(): void {
    this.previous = this.value;
    this.value = -this.#of.value;
    this.isTouched = this.#of.isTouched;
    this.sampleAtMs = this.#of.sampleAtMs;
  }
}

/** A result that is not finite is unknown. */
export class ArithmeticNode extends StatelessNode {
  readonly #op: ArithmeticOp;
  readonly #left: SignalNode;
  readonly #right: SignalNode;

  constructor(op: ArithmeticOp, left: SignalNode, right: SignalNode) {
    super();
    this.#op = op;
    this.#left = left;
    this.#right = right;
  }

  step(): void {
    const left = this.#left;
    const right = this.#right;
    this.previous = this.value;
    this.value = finite(calculate(left.value, this.#op, right.value));
    this.isTouched = left.isTouched || right.isTouched;
    this.sampleAtMs = Math.min(left.sampleAtMs, right.sampleAtMs);
  }
}

/**
 * The difference whose sign tells how two numbers compare: with gradual underflow `a − b` is 0 exactly where a equals b,
 * and has the sign of the order else. It may overflow without harm, so it is not held to be finite.
 */
export class DifferenceNode extends StatelessNode {
  readonly #left: SignalNode;
  readonly #right: SignalNode;

  constructor(left: SignalNode, right: SignalNode) {
    super();
    this.#left = left;
    this.#right = right;
  }

  step(): void {
    const left = this.#left;
    const right = this.#right;
    this.previous = this.value;
    this.value = left.value - right.value;
    this.isTouched = left.isTouched || right.isTouched;
    this.sampleAtMs = Math.min(left.sampleAtMs, right.sampleAtMs);
  }
}

export const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
