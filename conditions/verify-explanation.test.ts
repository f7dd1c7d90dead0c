import fc from "fast-check";
import { expect, test } from "vitest";
import type { LeafTrace } from "../contracts/fires.ts";
import { compileCondition } from "./compile-condition.ts";
import { evaluateLeaf } from "./evaluate-leaf.ts";
import { joinLeaves } from "./join-leaves.ts";
import { verifyExplanation } from "./verify-explanation.ts";

const atMs = 1_000_000;
const compiled = compileCondition("price('ETH-USD') < 2500 && (price('BTC-USD') < 40000 || factor('risk') < -0.5)", {
  cadenceMs: 120_000,
  isKnownSignal: () => true,
});
if (!compiled.ok) throw new Error(compiled.error.message);
const condition = compiled.value;

const explain = (values: Readonly<Record<string, number | undefined>>, ageMs = 0): LeafTrace[] =>
  condition.leaves.map((leaf) =>
    evaluateLeaf(leaf, atMs, (key) => {
      const value = values[key];
      return value === undefined ? undefined : { value, low: value, high: value, sampleAtMs: atMs - ageMs };
    }),
  );
const price = fc.option(fc.double({ min: 1, max: 80_000, noNaN: true }), { nil: undefined });

test("what an honest evaluation explains is accepted exactly where the condition holds", () => {
  fc.assert(
    fc.property(
      price,
      price,
      fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }),
      (eth, btc, risk) => {
        const traces = explain({ "price.ETH-USD": eth, "price.BTC-USD": btc, "factor.risk": risk });
        const truth = joinLeaves(
          condition.root,
          traces.map(({ holds }) => holds),
        );
        expect(verifyExplanation(condition, traces, atMs, 0).ok).toBe(truth === true);
      },
    ),
  );
});

const good = explain({ "price.ETH-USD": 2_400, "price.BTC-USD": 39_000, "factor.risk": 0 });

test("what is said of holding is not believed: it is compared again", () => {
  const lies = explain({ "price.ETH-USD": 2_600, "price.BTC-USD": 39_000 }).map((trace) => ({ ...trace, holds: true }));
  expect(verifyExplanation(condition, lies, atMs, 0)).toMatchObject({ ok: false, error: { code: "does-not-hold" } });
});

test.each<[string, LeafTrace[]]>([
  ["a leaf is missing", good.slice(1)],
  ["there is one too many", [...good, ...good.slice(0, 1)]],
  ["two are swapped", [good[1], good[0], good[2]] as LeafTrace[]],
  ["the text is another", good.map((trace) => ({ ...trace, leaf: `${trace.leaf} ` }))],
  ["the operator is another", good.map((trace) => ({ ...trace, op: ">" as const }))],
  ["a literal is another", good.map((trace) => ({ ...trace, right: 1e9 }))],
])("%s: refused as another condition", (_what, traces) => {
  expect(verifyExplanation(condition, traces, atMs, 0)).toMatchObject({
    ok: false,
    error: { code: "other-condition" },
  });
});

test.each<[string, number, number, boolean]>([
  ["fresh", 0, 0, true],
  ["as old as allowed", 60_000, 60_000, true],
  ["a moment older", 60_001, 60_000, false],
  ["of the future", -1, 60_000, false],
])("samples that are %s", (_what, ageMs, ageMsMax, isAccepted) => {
  const traces = explain({ "price.ETH-USD": 2_400, "price.BTC-USD": 39_000, "factor.risk": 0 }, ageMs);
  const verdict = verifyExplanation(condition, traces, atMs, ageMsMax);
  expect(verdict.ok ? "accepted" : verdict.error.code).toBe(isAccepted ? "accepted" : "stale");
});
