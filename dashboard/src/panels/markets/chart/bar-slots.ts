import type { Bar } from "./bars.ts";

/** A place on the time axis: a bar, or the time of one without a price. */
export type BarSlot = { readonly startMs: number; readonly bar: Bar | null };

/** A gap longer than this many bars is left out of the axis rather than drawn empty. */
const holesMax = 500;

/** Bars with an empty place for each that is missing between them: an outage is seen as one. */
export function barSlots(bars: readonly Bar[], barMs: number): readonly BarSlot[] {
  const slots: BarSlot[] = [];
  for (const bar of bars) {
    const last = slots.at(-1);
    const missing = last === undefined ? 0 : (bar.startMs - last.startMs) / barMs - 1;
    if (last !== undefined && missing <= holesMax) {
      for (let hole = 1; hole <= missing; hole += 1) slots.push({ startMs: last.startMs + hole * barMs, bar: null });
    }
    slots.push({ startMs: bar.startMs, bar });
  }
  return slots;
}

/** The first place at which two lists of slots differ. Bars that did not change are the same objects. */
export function firstChange(before: readonly BarSlot[], after: readonly BarSlot[]): number {
  const count = Math.min(before.length, after.length);
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [before[index], after[index]];
    if (one?.startMs !== other?.startMs || one?.bar !== other?.bar) return index;
  }
  return count;
}
