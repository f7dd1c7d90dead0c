import { type ASTNode, ParseError, parse } from "@marcbachmann/cel-js";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { SignalKey } from "../contracts/ids.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import { parseDurationMs } from "../contracts/time.ts";
import {
  type ComparisonOp,
  type Condition,
  comparisonOps,
  type Join,
  type Leaf,
  type NumberExpression,
} from "./condition.ts";

/** What the compiler must know of the world: which signals exist, and the evaluation grid. */
export type CompileSettings = {
  readonly isKnownSignal: (key: string) => boolean;
  readonly cadenceMs: number;
};

/** Why a condition was refused. `position` counts characters from 0 in the text. */
export type ConditionError = {
  readonly code: "syntax" | "unsupported" | "unknown-signal" | "wrong-type" | "bad-window" | "too-large";
  readonly message: string;
  readonly position: number;
};

const leavesMax = 32;
const windowMsMax = 7 * 86_400_000;

class Refusal extends Error {
  readonly error: ConditionError;

  constructor(error: ConditionError) {
    super(error.message);
    this.error = error;
  }
}

/**
 * Compiles a condition in the CEL subset: comparisons of numbers joined by `&& || !`. Numbers are literals,
 * `price(asset)`, `low(asset)`, `high(asset)`, `factor(name)`, `signal(key)`, `change(number, window)` and
 * `+ - * /` over these. Never evaluates text.
 */
export function compileCondition(text: string, settings: CompileSettings): Result<Condition, ConditionError> {
  let ast: ASTNode;
  try {
    ast = parse(text).ast;
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    return err({ code: "syntax", message: cause.summary, position: cause.node?.pos ?? 0 });
  }
  const compiler = new Compiler(text, settings);
  try {
    const root = compiler.join(ast);
    const { leaves, signals, windowMs } = compiler;
    return ok({ root, leaves, signals: [...signals].sort(compareCodePoints), windowMsMax: windowMs });
  } catch (cause) {
    if (cause instanceof Refusal) return err(cause.error);
    throw cause;
  }
}

class Compiler {
  readonly leaves: Leaf[] = [];
  readonly signals = new Set<SignalKey>();
  windowMs = 0;
  readonly #text: string;
  readonly #settings: CompileSettings;

  constructor(text: string, settings: CompileSettings) {
    this.#text = text;
    this.#settings = settings;
  }

  join(node: ASTNode): Join {
    switch (node.op) {
      case "&&":
      case "||":
        return { kind: node.op === "&&" ? "and" : "or", left: this.join(node.args[0]), right: this.join(node.args[1]) };
      case "!_":
        return { kind: "not", of: this.join(node.args) };
      case "<":
      case "<=":
      case ">":
      case ">=":
      case "==":
      case "!=":
        return this.#leaf(node, node.op, node.args);
      default:
        return refuse("wrong-type", "expected a comparison, such as price('ETH-USD') < 2500", node);
    }
  }

  #leaf(node: ASTNode, op: ComparisonOp, [left, right]: readonly [ASTNode, ASTNode]): Join {
    if (this.leaves.length >= leavesMax) refuse("too-large", `a condition has at most ${leavesMax} comparisons`, node);
    for (const side of [left, right]) {
      if ((comparisonOps as readonly string[]).includes(side.op))
        refuse("wrong-type", "comparisons do not chain", side);
    }
    const index = this.leaves.length;
    const text = this.#text.slice(node.start, node.end);
    this.leaves.push({ text, op, left: this.number(left), right: this.number(right) });
    return { kind: "leaf", index };
  }

  number(node: ASTNode): NumberExpression {
    switch (node.op) {
      case "value":
        if (typeof node.args === "number") return { kind: "number", value: node.args };
        if (typeof node.args === "bigint") return { kind: "number", value: Number(node.args) };
        return refuse("wrong-type", "expected a number", node);
      case "-_": {
        const of = this.number(node.args);
        return of.kind === "number" ? { kind: "number", value: -of.value } : { kind: "negate", of };
      }
      case "+":
      case "-":
      case "*":
      case "/":
        return { kind: "arithmetic", op: node.op, left: this.number(node.args[0]), right: this.number(node.args[1]) };
      case "call":
        return this.#call(node, node.args[0], node.args[1]);
      default:
        return refuse("unsupported", `a number cannot be written with ${node.op} here`, node);
    }
  }

  #call(node: ASTNode, name: string, args: readonly ASTNode[]): NumberExpression {
    switch (name) {
      case "price":
      case "low":
      case "high":
        return this.#signal(`price.${this.#string(node, args, 0, 1)}`, name === "price" ? "value" : name, node);
      case "factor":
        return this.#signal(`factor.${this.#string(node, args, 0, 1)}`, "value", node);
      case "signal":
        return this.#signal(this.#string(node, args, 0, 1), "value", node);
      case "change": {
        const windowMs = this.#window(node, args);
        const [of] = args;
        if (of === undefined) return refuse("wrong-type", "change(number, window) takes two arguments", node);
        this.windowMs = Math.max(this.windowMs, windowMs);
        return { kind: "change", of: this.number(of), windowMs };
      }
      default:
        return refuse("unsupported", `there is no function ${name}`, node);
    }
  }

  #signal(key: string, field: "value" | "low" | "high", node: ASTNode): NumberExpression {
    const parsed = SignalKey.safeParse(key);
    if (!parsed.success || !this.#settings.isKnownSignal(key))
      return refuse("unknown-signal", `there is no signal ${key}`, node);
    this.signals.add(parsed.data);
    return { kind: "signal", key: parsed.data, field };
  }

  #window(node: ASTNode, args: readonly ASTNode[]): number {
    const windowMs = parseDurationMs(this.#string(node, args, 1, 2));
    const at = args[1] ?? node;
    if (windowMs === undefined || windowMs === 0) return refuse("bad-window", "expected a window such as '1h'", at);
    if (windowMs % this.#settings.cadenceMs !== 0) {
      return refuse("bad-window", `the window must be a whole multiple of ${this.#settings.cadenceMs / 60_000}m`, at);
    }
    return windowMs > windowMsMax ? refuse("bad-window", "the longest window is 7d", at) : windowMs;
  }

  #string(node: ASTNode, args: readonly ASTNode[], index: number, count: number): string {
    const arg = args[index];
    if (args.length !== count) return refuse("wrong-type", `expected ${count} argument${count === 1 ? "" : "s"}`, node);
    if (arg?.op !== "value" || typeof arg.args !== "string")
      return refuse("wrong-type", "expected a text in quotes", arg ?? node);
    return arg.args;
  }
}

function refuse(code: ConditionError["code"], message: string, node: ASTNode): never {
  throw new Refusal({ code, message, position: node.pos });
}
