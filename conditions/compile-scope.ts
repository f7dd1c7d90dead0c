import type { ASTNode } from "@marcbachmann/cel-js";
import type { SignalKey } from "../contracts/ids.ts";
import { refuse } from "./condition-error.ts";
import { cutText } from "./quote-text.ts";
import { formatDuration, type WindowLimits } from "./read-window.ts";
import { type Nesting, widenToBrackets } from "./scan-nesting.ts";
import type { SignalCatalogue } from "./signal-catalogue.ts";

/**
 * What the compiler must know of the world: which signals exist, the evaluation grid, and, for live triggers, the
 * longest window that is kept.
 */
export type CompileSettings = WindowLimits & {
  readonly catalogue: SignalCatalogue;
  /** A condition that can never be true is not refused: its trigger fires for want of data. */
  readonly mayNeverHold?: boolean;
};

const numbersMax = 256;
/** Evaluations that all windows of one live condition may look at together. */
const windowStepsMax = 1_000_000;

/** One compilation: what its parts share, and what they have used up of the limits. */
export class CompileScope {
  readonly settings: CompileSettings;
  readonly signals = new Set<SignalKey>();
  readonly #text: string;
  readonly #nesting: Nesting;
  #numbers = 0;
  #windowSteps = 0;

  constructor(text: string, nesting: Nesting, settings: CompileSettings) {
    this.#text = text;
    this.#nesting = nesting;
    this.settings = settings;
  }

  /** The source of a node, with the brackets around its sides. */
  sliceOf(node: ASTNode): string {
    const { start, end } = widenToBrackets(this.#nesting, node.start, node.end);
    return this.#text.slice(start, end);
  }

  /** The same, short enough for a sentence. */
  nameOf(node: ASTNode): string {
    return cutText(this.sliceOf(node), 60, "end");
  }

  countNumber(node: ASTNode): void {
    this.#numbers += 1;
    if (this.#numbers > numbersMax) {
      refuse("too-large", `a condition has at most ${numbersMax} numbers and operations on them`, node.start);
    }
  }

  countWindow(windowMs: number, node: ASTNode): void {
    const { cadenceMs, windowMsMax } = this.settings;
    if (windowMsMax === undefined) return;
    this.#windowSteps += windowMs / cadenceMs;
    if (this.#windowSteps > windowStepsMax) {
      const most = `${windowStepsMax.toLocaleString("en")} evaluations of ${formatDuration(cadenceMs)}`;
      refuse("too-large", `the windows of a condition span at most ${most} together`, node.start);
    }
  }
}
