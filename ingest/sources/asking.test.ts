import fc from "fast-check";
import { expect, test } from "vitest";
import { err, ok } from "../../contracts/result.ts";
import { askEach } from "./ask-each.ts";
import { mapBounded } from "./map-bounded.ts";
import type { QuoteResult, SourceFailure } from "./price-source.ts";
import { splitUnknown } from "./split-unknown.ts";

const quote: QuoteResult = ok({ price: 1, range: null, sampleAtMs: 1 });
const failure = (code: SourceFailure["code"], message = "no"): SourceFailure => ({ code, message });
const names = (count: number) => Array.from({ length: count }, (_, index) => `S${index}`);

test("never more at once than allowed, every one once, results in their places", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      async (turns, limit) => {
        let running = 0;
        let most = 0;
        const results = await mapBounded([...turns.entries()], limit, async ([index, count]) => {
          running += 1;
          most = Math.max(most, running);
          for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
          running -= 1;
          return index;
        });
        expect(results).toEqual([...turns.keys()]);
        expect(most).toBeLessThanOrEqual(limit);
        expect(most).toBe(Math.min(limit, turns.length));
      },
    ),
    { numRuns: 100, seed: 11 },
  );
});

test.each<[string, SourceFailure["code"], string, number, boolean]>([
  ["a limit ends the run for all that were not asked", "rate-limited", "no", 6, false],
  ["no budget left, likewise", "over-budget", "no", 6, false],
  ["a service that is down is tried with no more than are under way", "unreachable", "no", 6, false],
  ["a block by country is of the service", "http-status", "HTTP 451", 6, false],
  ["a refusal of one symbol says nothing of the next", "http-status", "HTTP 400", 20, true],
  ["nor does a symbol that is not found", "http-status", "HTTP 404", 20, true],
  ["nor a row that cannot be read", "bad-payload", "no", 20, true],
])("%s", async (_what, code, message, callsMax, isOk) => {
  let calls = 0;
  const quotes = await askEach(names(20), async () => {
    calls += 1;
    return err(failure(code, message));
  });
  expect(calls).toBeLessThanOrEqual(callsMax);
  expect(quotes.ok).toBe(isOk);
  if (quotes.ok) expect(quotes.value.size).toBe(20);
  else expect(quotes.error).toEqual(failure(code, message));
});

test("one that fails does not take those with it that were answered", async () => {
  const quotes = await askEach(names(4), async (symbol) => (symbol === "S2" ? err(failure("timeout")) : quote));
  expect(quotes).toEqual(
    ok(
      new Map<string, QuoteResult>([
        ["S0", quote],
        ["S1", quote],
        ["S2", err(failure("timeout"))],
        ["S3", quote],
      ]),
    ),
  );
});

test("a call that one unknown symbol voids: the others are answered, whichever are unknown", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 33 }), async (areKnown) => {
      const symbols = names(areKnown.length);
      const isKnown = (symbol: string) => areKnown[symbols.indexOf(symbol)] === true;
      let calls = 0;
      const quotes = await splitUnknown(symbols, async (asked) => {
        calls += 1;
        if (!asked.every(isKnown)) return { ok: "unknown-symbol", error: failure("refused") };
        return ok(new Map(asked.map((symbol) => [symbol, quote])));
      });
      const expected = new Map(symbols.map((symbol) => [symbol, isKnown(symbol) ? quote : err(failure("refused"))]));
      expect(quotes).toEqual(ok(expected));
      const unknown = areKnown.filter((known) => !known).length;
      expect(calls).toBeLessThanOrEqual(1 + 2 * unknown * Math.ceil(Math.log2(symbols.length + 1)));
    }),
    { numRuns: 200, seed: 13 },
  );
});

test("where the service fails in between, what was answered stands and the rest says why", async () => {
  let calls = 0;
  const quotes = await splitUnknown(names(4), async (asked) => {
    calls += 1;
    if (calls === 1) return { ok: "unknown-symbol", error: failure("refused") };
    return calls === 2 ? ok(new Map(asked.map((symbol) => [symbol, quote]))) : err(failure("over-budget"));
  });
  const over = err(failure("over-budget"));
  expect(quotes).toEqual(
    ok(
      new Map<string, QuoteResult>([
        ["S0", quote],
        ["S1", quote],
        ["S2", over],
        ["S3", over],
      ]),
    ),
  );
  expect(await splitUnknown(names(4), async () => over)).toEqual(over);
});
