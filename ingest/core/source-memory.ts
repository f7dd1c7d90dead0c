import { z } from "zod";
import type { PriceWindow } from "../sources/price-source.ts";
import { type Breaker, type BreakerRule, closedBreaker, noteRun } from "./breaker.ts";
import { type PricedAsset, type PricedWindow, type Repetitions, repetitionKey } from "./price-assets.ts";
import { noteRepetition, type Repetition } from "./repetition.ts";

const StoredBreaker = z.strictObject({ failures: z.int().nonnegative(), openUntilMs: z.number().nullable() });
/** price, windows, consensus: short, because there is one for each asset and source. */
const StoredRepetition = z.tuple([z.number(), z.int().positive(), z.number()]);
const Stored = z.strictObject({
  breakers: z.record(z.string(), StoredBreaker),
  repetitions: z.record(z.string(), StoredRepetition),
});

/** What one window leaves for the next: who is left alone, and who has been repeating what. */
export type SourceMemory = { readonly breakers: ReadonlyMap<string, Breaker>; readonly repetitions: Repetitions };

export const emptyMemory: SourceMemory = { breakers: new Map(), repetitions: new Map() };

/** The text that is stored. */
export function writeMemory({ breakers, repetitions }: SourceMemory): string {
  const short = [...repetitions].map(([key, { price, windows, consensusUsd }]) => [
    key,
    [price, windows, consensusUsd],
  ]);
  return JSON.stringify({ breakers: Object.fromEntries(breakers), repetitions: Object.fromEntries(short) });
}

/** A text that is none of ours counts as nothing remembered: sources are asked, and what stands still is noticed later. */
export function readMemory(text: string | null): SourceMemory {
  if (text === null) return emptyMemory;
  try {
    const { breakers, repetitions } = Stored.parse(JSON.parse(text));
    return {
      breakers: new Map(Object.entries(breakers)),
      repetitions: new Map(
        Object.entries(repetitions).map(([key, [price, windows, consensusUsd]]) => [
          key,
          { price, windows, consensusUsd },
        ]),
      ),
    };
  } catch {
    return emptyMemory;
  }
}

/** The memory after a window. `answered`: per source that was asked, whether it gave anything. */
export function noteWindow(
  before: SourceMemory,
  window: PriceWindow,
  assets: readonly PricedAsset[],
  priced: PricedWindow,
  answered: ReadonlyMap<string, boolean>,
  rule: BreakerRule,
): SourceMemory {
  const breakers = new Map(before.breakers);
  for (const [source, isAnswered] of answered) {
    breakers.set(source, noteRun(breakers.get(source) ?? closedBreaker, isAnswered, window.endMs, rule));
  }
  const repetitions = new Map<string, Repetition>();
  const results = new Map([...priced.ticks, ...priced.refused].map((result) => [result.asset, result]));
  for (const { id } of assets) {
    const result = results.get(id);
    const consensusUsd = result !== undefined && "priceUsd" in result ? result.priceUsd : null;
    for (const { source, price } of result?.sources ?? []) {
      const key = repetitionKey(id, source);
      const old = before.repetitions.get(key);
      // A source that says nothing now has not moved either.
      const next = price === null ? old : noteRepetition(old, price, consensusUsd);
      if (next !== undefined) repetitions.set(key, next);
    }
  }
  return { breakers, repetitions };
}
