import { compileCondition } from "../../../../../conditions/compile-condition.ts";
import type { Leaf, NumberExpression } from "../../../../../conditions/condition.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { opWords } from "../../../format/describe-leaf.ts";

/** A price at which a trigger's comparison turns. */
export type TriggerLine = {
  readonly triggerId: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** Of the price, or of the window's low or high. */
  readonly words: string;
  readonly levelUsd: number;
  /** The comparison stands beside others, or is turned round, or it is of `clearWhen`. */
  readonly isPart: boolean;
};

type VaultTrigger = VaultView["triggers"][number];

/** Where conditions of the vault compare this asset's price with a number. */
export const triggerLines = (triggers: readonly VaultTrigger[], asset: string): readonly TriggerLine[] =>
  triggers.flatMap(({ trigger, enabled }) => {
    const common = { triggerId: trigger.id, name: trigger.name ?? trigger.id, isEnabled: enabled };
    const levels = levelsOf(trigger.when, asset);
    return levels.map((level) => ({ ...common, ...level }));
  });

export type PriceLevel = Pick<TriggerLine, "words" | "levelUsd" | "isPart">;

/** The levels that one condition names; none where it compares otherwise, or is not understood. */
export function levelsOf(when: string, asset: string): readonly PriceLevel[] {
  const compiled = compileCondition(when, settings);
  if (!compiled.ok) return [];
  const { leaves, root } = compiled.value;
  return leaves.flatMap((leaf) => {
    const level = levelOf(leaf, `price.${asset}`);
    return level === null ? [] : [{ ...level, isPart: root.kind !== "leaf" }];
  });
}

function levelOf(leaf: Leaf, key: string): Omit<PriceLevel, "isPart"> | null {
  if (leaf.kind === "trailing-stop") return null;
  if (leaf.kind === "touch") {
    const levelUsd = leaf.key === key ? constantOf(leaf.level) : null;
    return levelUsd === null ? null : { words: opWords.touches, levelUsd };
  }
  const { left, right, op } = leaf;
  const [field, levelUsd, turned] = isPrice(left, key)
    ? [left.field, constantOf(right), op]
    : isPrice(right, key)
      ? [right.field, constantOf(left), turnedOps[op]]
      : [null, null, op];
  if (field === null || levelUsd === null) return null;
  return { words: `${field === "value" ? "" : `its ${field} `}${opWords[turned]}`, levelUsd };
}

type PriceSignal = Extract<NumberExpression, { kind: "signal" }>;
const isPrice = (side: NumberExpression, key: string): side is PriceSignal =>
  side.kind === "signal" && side.key === key;

/** The comparison as it reads from the other side. */
const turnedOps = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
  crossesAbove: "crossesBelow",
  crossesBelow: "crossesAbove",
} as const;

/** The number that an expression is, whatever the signals are; null where it depends on one. */
function constantOf(expression: NumberExpression): number | null {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "negate": {
      const of = constantOf(expression.of);
      return of === null ? null : -of;
    }
    case "arithmetic": {
      const [left, right] = [constantOf(expression.left), constantOf(expression.right)];
      if (left === null || right === null) return null;
      const value = { "+": left + right, "-": left - right, "*": left * right, "/": left / right }[expression.op];
      return Number.isFinite(value) ? value : null;
    }
    default:
      return null;
  }
}

/** The vault has accepted these conditions: here any signal is known, and units were checked there. */
const settings = {
  cadenceMs: 1_000,
  mayNeverHold: true,
  catalogue: {
    keys: [],
    find: () => ({
      ...{ unit: undefined, min: undefined, max: undefined, description: "" },
      ...{ stepMs: 1_000, stalenessMs: 1_000 },
    }),
  },
};
