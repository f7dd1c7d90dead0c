import fc from "fast-check";
import { expect, test } from "vitest";
import { SignalKey } from "../../contracts/ids.ts";
import { SignalView } from "./nodes/signal-view.ts";
import { TrailingStops } from "./trailing-stops.ts";

const key = SignalKey.parse("price.A");
type Stop = { readonly share: number; peak: number; verdict: 0 | 1 | 2 };

/** At each point: the range, or no data; which stops fire then and start anew; a stop that comes, and one that goes. */
const point = fc.record({
  range: fc.option(fc.tuple(fc.integer({ min: 50, max: 150 }), fc.nat(20)), { freq: 6 }),
  restarted: fc.array(fc.nat(30), { maxLength: 3 }),
  added: fc.option(fc.integer({ min: 1, max: 40 })),
  removed: fc.option(fc.nat(30), { freq: 2 }),
});

test("groups of equal peaks do what each stop would do alone, stored and loaded or not", () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), fc.boolean(), (points, isLoaded) => {
      const view = new SignalView(1, 1);
      let stops = new TrailingStops(view);
      const alone = new Map<number, Stop>();
      for (const [tick, { range, restarted, added, removed }] of points.entries()) {
        if (added !== null) {
          alone.set(tick, { share: 1 - added / 100, peak: Number.NEGATIVE_INFINITY, verdict: 2 });
          stops.add(1 - added / 100, tick, 0);
        }
        const gone = [...alone.keys()][removed ?? -1];
        if (gone !== undefined) {
          alone.delete(gone);
          stops.remove(gone);
        }
        const [low, width] = range ?? [0, 0];
        const sampleAtMs = tick * 10;
        const times = { sampleAtMs, validUntilMs: Number.POSITIVE_INFINITY };
        const sample = { key, value: low + 1, low, high: low + width, joinsPrevious: false, count: 1, ...times };
        if (range === null) view.step(sampleAtMs);
        else view.take(sampleAtMs, sample);

        const said = new Map([...alone].map(([slot, { verdict }]) => [slot, verdict]));
        stops.judge((slot, _bit, verdict) => void said.set(slot, verdict));
        for (const [slot, stop] of alone) {
          // A stop that is new is judged by whoever added it.
          stop.verdict = range === null ? 2 : low <= stop.peak * stop.share ? 1 : 0;
          if (said.get(slot) !== 2 || stop.verdict === 1) expect([slot, said.get(slot)]).toEqual([slot, stop.verdict]);
        }
        stops.raisePeaks();
        if (range !== null) for (const stop of alone.values()) stop.peak = Math.max(stop.peak, low + width);
        for (const index of restarted) {
          const slot = [...alone.keys()][index];
          const stop = slot === undefined ? undefined : alone.get(slot);
          if (slot === undefined || stop === undefined) continue;
          stops.restart(slot, 0);
          stop.peak = range === null ? Number.NEGATIVE_INFINITY : low + 1;
        }
        for (const [slot, { peak, share }] of alone) {
          expect(stops.levelOf(slot, 0)).toBe(Number.isFinite(peak) ? peak * share : null);
        }
        if (isLoaded) {
          const state = stops.save();
          stops = new TrailingStops(view);
          stops.restore(state);
        }
        expect(stops.size).toBe(alone.size);
      }
    }),
    { numRuns: 300 },
  );
});
