import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { WorldSnapshot } from "../../../../contracts/world.ts";
import type { Part } from "../../data/dashboard-state.ts";
import { WorldPanel } from "./world-panel.tsx";

const hour = 3_600_000;
const nowMs = 100 * hour;

/** A world as the contracts allow it, with what a replay of a past day lacks: markets, anomalies, inputs that are not there. */
const world = WorldSnapshot.parse({
  asOfMs: nowMs - 600_000,
  validUntilMs: nowMs + hour,
  factors: [],
  stories: [
    {
      id: "story:1",
      state: "open",
      mergedInto: null,
      splitFrom: null,
      title: "A dam <b>broke</b>",
      category: "disaster",
      eventIds: ["e1"],
      publisherFamilies: ["gazette", "tribune"],
      firstPublishedMs: nowMs - 2 * hour,
      lastPublishedMs: nowMs - hour,
      expiresAtMs: nowMs + hour,
      severity: 0.625,
      confidence: 0.9,
      factors: { growth: 0, liquidity: 0, risk: 0, regulation: 0, shock: -0.5 },
      methodVersion: "1",
    },
  ],
  anomalies: [
    {
      category: "disaster",
      hourMs: 98 * hour,
      count: 7,
      median: 2,
      scale: 1,
      up: 5,
      down: 0,
      weeks: 4,
      learning: false,
    },
    { category: "trade", hourMs: 98 * hour, count: 0, median: 0, scale: 1, up: 0, down: 0, weeks: 1, learning: true },
  ],
  markets: [
    {
      id: "rain",
      question: "Will it rain?",
      source: "polymarket",
      probability: 0.4,
      logit: -0.405,
      shift: -0.31,
      volumeUsd: 1_250_000,
      liquidityUsd: null,
      state: "open",
      endsAtMs: null,
      sampleAtMs: nowMs - 300_000,
    },
  ],
  context: [],
  relations: [],
  sources: [],
  missingInputs: ["gazette: no answer", "gazette: no answer"],
  staleInputs: ["quakes: the newest row is 5 h old"],
});

const show = (part: Partial<Part<WorldSnapshot>>, atMs = nowMs): string =>
  renderToStaticMarkup(
    createElement(WorldPanel, {
      world: { data: null, problem: null, isConfirmed: true, ...part },
      nowMs: atMs,
      onRetry: () => undefined,
    }),
  );
const words = (markup: string): string => markup.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

describe("a world with everything in it", () => {
  const text = words(show({ data: world }));
  test.each([
    [
      "a story, escaped, and who tells it",
      "A dam &lt;b&gt;broke&lt;/b&gt; disaster gazette, tribune 2 families 0.63 2 h",
    ],
    ["a market", "Will it rain? polymarket, $1.25M traded 40.0 % −0.31 5 m"],
    ["what is unusual", "disaster 7 2 +5.0"],
    ["and what is learning", "1 category is still learning"],
    ["what is missing, once", "missing gazette: no answer stale quakes: the newest row is 5 h old"],
    ["its age", "World 10 m old"],
  ])("%s", (_, expected) => {
    expect(text).toContain(expected);
  });
  test("what is learning has no row", () => {
    expect(text).not.toMatch(/\btrade\b/);
  });
});

test.each([
  ["loading", show({}), "Loading the world"],
  ["not read yet", show({ problem: { kind: "not-yet", detail: "Soon." } }), "The world was not read yet Soon."],
  ["no answer", show({ problem: { kind: "unreachable", detail: "No answer." } }), "No answer. The page tries again"],
  ["silence is not calm", show({ data: { ...world, stories: [] } }), "that does not mean calm"],
  ["expired", show({ data: world }, nowMs + 2 * hour), "expired, 2 h 10 m old"],
])("%s", (_, markup, expected) => {
  expect(words(markup)).toContain(expected);
});

test("without markets there is no table of them", () => {
  expect(show({ data: { ...world, markets: [] } })).not.toContain("Prediction markets");
});
