import { ActiveWindow } from "../../conditions/active-hours.ts";
import type { JoinShape } from "./join-shape.ts";
import { type LifeRule, type LifeTerms, ticksOf, wordOfTick } from "./life-rule.ts";
import type { StopLeaf } from "./lower-condition.ts";

export type RuleState = {
  readonly terms: LifeTerms;
  readonly when: JoinShape;
  readonly clearWhen: JoinShape | null;
  readonly stops: readonly Pick<StopLeaf, "key" | "ageMsMax" | "bit">[];
};

export type Rule = LifeRule &
  Pick<RuleState, "stops"> & {
    /** One leaf, and nothing beside it: its verdict is the trigger's. */
    readonly isPlain: boolean;
  };

/** The rules by which triggers live, each once, and who lives by hours of local time. */
export class RuleTable {
  readonly #cadenceMs: number;
  readonly #states: RuleState[] = [];
  readonly #rules: Rule[] = [];
  readonly #byName = new Map<string, number>();
  readonly #windows = new Map<string, { readonly window: ActiveWindow; readonly slots: Set<number> }>();
  readonly #windowOfRule: (Set<number> | undefined)[] = [];

  constructor(cadenceMs: number) {
    this.#cadenceMs = cadenceMs;
  }

  at(rule: number): Rule {
    return this.#rules[rule] as Rule;
  }

  add(state: RuleState): number {
    const name = JSON.stringify(state);
    const held = this.#byName.get(name);
    if (held !== undefined) return held;
    const { terms, when, clearWhen, stops } = state;
    const ticks = (durationMs: number) => ticksOf(durationMs, this.#cadenceMs);
    const hours =
      terms.activeHours === null ? null : this.#window(JSON.stringify(terms.activeHours), terms.activeHours);
    const index = this.#rules.push({
      when,
      clearWhen,
      stops,
      forTicks: ticks(terms.forMs),
      keepForTicks: ticks(terms.keepForMs),
      cooldownTicks: ticks(terms.cooldownMs),
      isOnce: terms.mode === "once",
      firesMax: terms.maxFires ?? Number.POSITIVE_INFINITY,
      noData: terms.noData,
      fromTick: terms.validFromMs === null ? 0 : wordOfTick(ticks(terms.validFromMs)),
      untilTick: terms.validUntilMs === null ? Number.POSITIVE_INFINITY : wordOfTick(ticks(terms.validUntilMs)),
      hours: hours?.window ?? null,
      isPlain: clearWhen === null && stops.length === 0 && when.kind === "all" && when.mask === 1,
    });
    this.#states.push(state);
    this.#windowOfRule.push(hours?.slots);
    this.#byName.set(name, index - 1);
    return index - 1;
  }

  /** A trigger lives by this rule from now on. */
  join(rule: number, slot: number): void {
    this.#windowOfRule[rule]?.add(slot);
  }

  leave(rule: number, slot: number): void {
    this.#windowOfRule[rule]?.delete(slot);
  }

  /** Brings the hours up to date: the triggers for which they opened or closed. */
  updateHours(tick: number): readonly number[] {
    const changed: number[] = [];
    for (const { window, slots } of this.#windows.values()) {
      if (window.update(tick * this.#cadenceMs)) changed.push(...slots);
    }
    return changed;
  }

  save(): readonly RuleState[] {
    return [...this.#states];
  }

  restore(states: readonly RuleState[], tick: number): void {
    for (const state of states) this.add(state);
    this.updateHours(tick);
  }

  #window(name: string, hours: NonNullable<LifeTerms["activeHours"]>) {
    const held = this.#windows.get(name);
    if (held !== undefined) return held;
    const entry = { window: new ActiveWindow(hours), slots: new Set<number>() };
    this.#windows.set(name, entry);
    return entry;
  }
}
