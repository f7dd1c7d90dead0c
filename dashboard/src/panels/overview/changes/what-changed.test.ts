import { describe, expect, test } from "vitest";
import { ClusterRun } from "../../../../../contracts/cluster.ts";
import { FreshnessReport } from "../../../../../contracts/freshness.ts";
import { FactorSnapshot, PipelineHealth } from "../../../../../contracts/live.ts";
import { Story } from "../../../../../contracts/story.ts";
import { VaultView } from "../../../../../contracts/vault-view.ts";
import { AnomalyReading } from "../../../../../contracts/world.ts";
import { initialState } from "../../../data/dashboard-state.ts";
import type { PricePoint } from "../../../data/price-points.ts";
import { emptyWorld, priceSnapshot, stageStatus, vaultView } from "../../../data/test-data.ts";
import { type ChangeWords, formatBasisPoints, formatChange } from "../../../format/format-number.ts";
import { castOf, hex } from "../../../views/vault/test-cast.ts";
import { type Change, firstAndRest, rankChanges } from "./change.ts";
import { clusterChanges } from "./cluster-changes.ts";
import { factorChanges } from "./factor-changes.ts";
import { priceChanges } from "./price-changes.ts";
import { sourceChanges } from "./source-changes.ts";
import { usualHourMove } from "./usual-move.ts";
import { vaultChanges } from "./vault-changes.ts";
import { whatChanged } from "./what-changed.ts";
import { rememberSeverities, worldChanges } from "./world-changes.ts";

const minute = 60_000;
const hour = 60 * minute;
const nowMs = 100 * hour;
const texts = (changes: readonly Change[]) => changes.map(({ text }) => text);

/** A price that swings by `swing` every ten minutes for `hours`, then goes by `move` in the last hour. */
function line(swing: number, move: number, hours = 12): readonly PricePoint[] {
  const quiet = Array.from({ length: hours * 6 + 1 }, (_, index) => ({
    atMs: nowMs - hour - (hours * 6 - index) * 10 * minute,
    priceUsd: index % 2 === 0 ? 100 : 100 * (1 + swing),
  }));
  const from = quiet.at(-1)?.priceUsd ?? 100;
  return [...quiet, { atMs: nowMs, priceUsd: from * (1 + move) }];
}

describe("the usual move", () => {
  test.each([
    ["swings of 1 % each ten minutes: √6 %", line(0.01, 0), 0.0244],
    ["the hour that is judged has no part in it", line(0.01, 0.5), 0.0244],
    ["two hours are the least", line(0.01, 0, 2), 0.0244],
    ["less than that is not known", line(0.01, 0, 1.5), null],
    ["nothing known", [], null],
  ] as const)("%s", (_, points, usual) => {
    const found = usualHourMove(points, nowMs - hour);
    expect(found === null ? null : Number(found.toFixed(4))).toBe(usual);
  });
});

describe("prices", () => {
  const tell = (
    lines: Readonly<Record<string, readonly PricePoint[]>>,
    refused: readonly string[] = [],
    changeWords: ChangeWords = formatChange,
  ) =>
    texts(
      priceChanges(
        {
          ...priceSnapshot(nowMs, Object.fromEntries(Object.keys(lines).map((asset) => [asset, 1]))),
          refused: refused.map((asset) => ({ asset: asset as never, reason: "no-quorum" as const, sources: [] })),
        },
        new Map(Object.entries(lines)),
        nowMs,
        changeWords,
      ),
    );
  const fallen = line(0.004, -0.05);

  test.each([
    ["a quiet market", { "BTC-USD": line(0.004, 0.005) }, []],
    ["a fall", { "ETH-USD": fallen }, ["ETH fell 5.00 % in an hour, 5.1 times its usual move."]],
    ["a rise", { "ETH-USD": line(0.002, 0.06) }, ["ETH rose 6.00 % in an hour, 12 times its usual move."]],
    ["as far as it often goes", { "DOGE-USD": line(0.02, 0.05) }, []],
    ["a coin that holds its peg", { "USDC-USD": line(0.0001, 0.001) }, []],
    [
      "the most unusual first",
      { "DOGE-USD": line(0.01, -0.06), "ETH-USD": fallen },
      [
        "ETH fell 5.00 % in an hour, 5.1 times its usual move.",
        "DOGE fell 6.00 % in an hour, 2.5 times its usual move.",
      ],
    ],
    [
      "the most unusual first in a crash, too",
      { "BCH-USD": line(0.01, -0.21), "ETH-USD": line(0.01, -0.22), "XRP-USD": line(0.01, -0.3) },
      [
        "XRP fell 30.00 % in an hour, 12 times its usual move.",
        "ETH fell 22.00 % in an hour, 9.0 times its usual move.",
        "BCH fell 21.00 % in an hour, 8.6 times its usual move.",
      ],
    ],
    [
      "usual is not known: large moves alone",
      { "ETH-USD": line(0.01, -0.05, 1), "BTC-USD": line(0.01, -0.02, 1) },
      ["ETH fell 5.00 % in an hour."],
    ],
  ] as const)("%s", (_, lines, expected) => {
    expect(tell(lines)).toEqual(expected);
  });

  test("of many the first three, and the rest in one", () => {
    const many = Object.fromEntries(
      [..."ABCDEFG"].map((letter, index) => [`${letter}-USD`, line(0.004, index === 6 ? 0.03 : -0.05)]),
    );
    expect(tell(many)).toEqual([
      ...["A", "B", "C"].map((asset) => `${asset} fell 5.00 % in an hour, 5.1 times its usual move.`),
      "4 more assets moved unusually far in an hour, 3 of them down.",
    ]);
  });

  test("in the unit that the reader has chosen", () => {
    const unknown = Object.fromEntries([..."ABCDE"].map((letter) => [`${letter}-USD`, line(0.01, -0.05, 1)]));
    expect(tell(unknown, [], formatBasisPoints)).toEqual([
      ...["A", "B", "C"].map((asset) => `${asset} fell 500 bp in an hour.`),
      "2 more assets moved by 300 bp or more in an hour, all down.",
    ]);
  });

  test.each([
    [["EOS-USD"], "EOS has no price: too few usable sources."],
    [["A-USD", "B-USD"], "A and B have no price: too few usable sources."],
    [
      ["A-USD", "B-USD", "C-USD", "D-USD", "E-USD", "F-USD"],
      "A, B, C, D and 2 others have no price: too few usable sources.",
    ],
  ])("without a price: %j", (refused, text) => {
    expect(tell({}, refused)).toEqual([text]);
  });
});

const story = (id: string, severity: number, ageMs: number, more: Partial<Story> = {}): Story =>
  Story.parse({
    ...{ id, state: "open", mergedInto: null, splitFrom: null, title: `${id} happened`, category: "conflict" },
    ...{
      eventIds: ["e"],
      publisherFamilies: ["a", "b"],
      firstPublishedMs: nowMs - ageMs,
      lastPublishedMs: nowMs - ageMs,
    },
    ...{ expiresAtMs: nowMs + hour, severity, confidence: 1, methodVersion: "1" },
    factors: { growth: 0, liquidity: 0, risk: 0, regulation: 0, shock: 0 },
    ...more,
  });

describe("the world", () => {
  const tell = (stories: readonly Story[], seen: Readonly<Record<string, number>> = {}) =>
    texts(
      worldChanges(
        { asOfMs: nowMs, stories: [...stories], anomalies: [] },
        new Map(Object.entries(seen).map(([id, severity]) => [id, { severity, atMs: 0 }])),
        nowMs,
      ),
    );
  test.each([
    ["nothing", [], {}, []],
    [
      "new",
      [story("war", 0.7, hour)],
      {},
      ["New, conflict: war happened. Severity 0.70, told by 2 publisher families."],
    ],
    [
      "old, mild, merged: not told",
      [story("a", 0.7, 4 * hour), story("b", 0.2, hour), story("c", 0.9, hour, { state: "merged" })],
      {},
      [],
    ],
    [
      "seen as it is: new all the same",
      [story("war", 0.7, hour)],
      { war: 0.7 },
      ["New, conflict: war happened. Severity 0.70, told by 2 publisher families."],
    ],
    [
      "worse, however old",
      [story("war", 0.7, 9 * hour)],
      { war: 0.4 },
      ["Worse, conflict: war happened. Its severity rose from 0.40 to 0.70."],
    ],
    [
      "a headline with a mark of its own",
      [story("a", 0.5, hour, { title: "Is it over?", publisherFamilies: ["a"] })],
      {},
      ["New, conflict: Is it over? Severity 0.50, told by one publisher family."],
    ],
  ] as const)("%s", (_, stories, seen, expected) => {
    expect(tell(stories, seen)).toEqual(expected);
  });

  test("the most severe first, the rest in one", () => {
    const many = [0.4, 0.9, 0.5, 0.6, 0.35].map((severity) => story(`s${severity}`, severity, hour));
    expect(tell(many).map((text) => text.slice(0, 18))).toEqual([
      ...["New, conflict: s0.", "New, conflict: s0.", "New, conflict: s0."],
      "2 more new stories",
    ]);
    expect(tell(many)[0]).toContain("s0.9");
  });

  test("a category that is told of unusually much, once it is known well enough", () => {
    const anomaly = (up: number, learning = false) =>
      AnomalyReading.parse({
        ...{ category: "cyber", hourMs: nowMs - hour, count: 7, median: 1.5, scale: 1, up, down: 0 },
        ...{ weeks: 4, learning },
      });
    const tellUnusual = (...anomalies: readonly AnomalyReading[]) =>
      texts(worldChanges({ asOfMs: nowMs, stories: [], anomalies: [...anomalies] }, new Map(), nowMs));
    expect(tellUnusual(anomaly(4))).toEqual(["Unusually much cyber: 7 stories in an hour, where 1.5 are usual."]);
    expect(tellUnusual(anomaly(2.9), anomaly(9, true))).toEqual([]);
  });

  test("a story is remembered as it was first, and forgotten when it is gone", () => {
    const first = rememberSeverities(new Map(), { asOfMs: 1, stories: [story("a", 0.3, 0), story("b", 0.4, 0)] });
    const next = rememberSeverities(first, { asOfMs: 2, stories: [story("a", 0.8, 0), story("c", 0.1, 0)] });
    expect([...next]).toEqual([
      ["a", { severity: 0.3, atMs: 1 }],
      ["c", { severity: 0.1, atMs: 2 }],
    ]);
  });
});

test.each([
  [
    0.12,
    -0.31,
    [
      ["ban", -0.3],
      ["deal", 0.1],
    ],
    "Risk fell from +0.12 to −0.31 in 1 h. Most in that direction: ban",
  ],
  [
    -0.31,
    0.12,
    [
      ["ban", -0.3],
      ["deal", 0.1],
    ],
    "Risk rose from −0.31 to +0.12 in 1 h. Most in that direction: deal",
  ],
  [0.1, -0.1, [], "Risk fell from +0.10 to −0.10 in 1 h."],
  [0.1, 0.05, [["ban", -0.3]], undefined],
  [null, 0.05, [], undefined],
] as const)("a factor from %s to %d", (before, value, shares, text) => {
  const evidence = shares.map(([title, share]) => ({ eventId: title, title, eventTimeMs: 0, share }));
  const snapshot = FactorSnapshot.parse({
    ...{ asOfMs: nowMs, validUntilMs: nowMs, missingInputs: [], staleInputs: [] },
    factors: [{ factor: "risk", value, evidence }],
  });
  const earlier = new Map(before === null ? [] : [["risk" as const, { asOfMs: nowMs - hour, value: before }]]);
  expect(texts(factorChanges(snapshot, earlier, nowMs))[0]).toBe(text);
});

describe("the market", () => {
  type Given = {
    readonly members?: number;
    readonly stress?: number | null;
    readonly state?: "kept" | "merged" | "split";
  };
  const run = (clusters: readonly Given[], regime: "calm" | "panic" | null = null) =>
    ClusterRun.parse({
      ...{ view: "fast", asOfMs: nowMs - hour, validUntilMs: nowMs + hour, barMs: 1, windowMs: 1, method: "average" },
      ...{
        shrinkage: 0,
        assets: [],
        linkage: [],
        died: [],
        communities: { modularity: 0, groups: [] },
        weights: [],
        refused: [],
      },
      clusters: clusters.map(({ members = 3, stress = 0.5, state = "kept" }, index) => ({
        ...{
          id: `c${index}`,
          medoid: "ETH-USD",
          members: Array.from({ length: members }, (_, each) => `A${each}-USD`),
        },
        ...{ cohesion: 0.5, stress, lineage: { state, from: [] } },
      })),
      regime: regime === null ? null : { regime, coupling: 0.7, activity: 2 },
    });
  test.each([
    ["calm", run([{}], "calm"), []],
    ["panic", run([], "panic"), ["The market makes large moves, and makes them together: panic."]],
    [
      "stress",
      run([{ stress: 0.97 }]),
      ["The 3 assets around ETH are under stress: they move farther than in 97 % of the time."],
    ],
    ["one asset alone, or stress that is not known", run([{ stress: 1, members: 1 }, { stress: null }]), []],
    [
      "one became of several",
      run([{ state: "merged" }]),
      ["Clusters became one: 3 assets around ETH now move together."],
    ],
    ["one fell apart", run([{ state: "split" }]), ["A cluster fell apart: 3 assets around ETH go their own way."]],
  ] as const)("%s", (_, clusters, expected) => {
    expect(texts(clusterChanges(clusters, nowMs))).toEqual(expected);
  });

  test("a run that has expired says nothing of now", () => {
    expect(clusterChanges(run([{ stress: 1 }], "panic"), nowMs + 2 * hour)).toEqual([]);
  });
});

describe("sources and stages", () => {
  const report = (...readings: readonly (readonly ["stage" | "source" | "signal", string, string, number])[]) =>
    FreshnessReport.parse({
      ...{ feed: "recorded", nowMs },
      readings: readings.map(([kind, name, state, ageMs]) => ({
        kind,
        name,
        state,
        ageMs,
        newestAtMs: 0,
        warnMs: 1,
        errorMs: 2,
      })),
    });
  const health = (outcome: "done" | "failed", note: string, dead: number) =>
    PipelineHealth.parse({
      ...{ feed: "recorded", nowMs, journal: { state: "direct", segments: 0 } },
      stages: [{ ...stageStatus("enrich", nowMs), outcome, note, cadenceMs: null, freshness: "fresh" }],
      deadLetters: [{ queue: "signals", count: dead }],
    });
  test.each([
    ["nothing is known", null, null, []],
    [
      "all is well; late is not dead",
      report(["source", "okx", "late", 1], ["signal", "price.X", "stale", 1]),
      health("done", "", 0),
      [],
    ],
    [
      "a source died",
      report(["source", "kraken", "stale", 38 * minute]),
      null,
      ["The source kraken brings nothing any more."],
    ],
    [
      "many did",
      report(...["a", "b", "c", "d"].map((name, index) => ["source", name, "stale", (index + 1) * hour] as const)),
      null,
      ["The source a brings nothing any more.", "The source b brings nothing any more.", "c and d bring nothing, too."],
    ],
    [
      "a stage stands",
      report(["stage", "enrich", "stale", 3 * hour]),
      null,
      ["The stage enrich does not run any more."],
    ],
    ["a run failed", null, health("failed", "no answer", 0), ["The last run of the stage enrich failed: no answer"]],
    [
      "messages were put aside",
      null,
      health("done", "", 2),
      ["2 messages were put aside: no stage could take them in."],
    ],
  ] as const)("%s", (_, freshness, pipeline, expected) => {
    expect(texts(sourceChanges(freshness, pipeline))).toEqual(expected);
  });
});

describe("the vault", () => {
  const wallMs = 1_000 * hour;
  const view = (more: Partial<VaultView>) => VaultView.parse({ ...vaultView(1), ...more });
  const tell = (more: Partial<VaultView>) => texts(vaultChanges(view(more), nowMs, wallMs));
  const cast = (change: Parameters<typeof castOf>[0]) =>
    castOf({ firedAtMs: nowMs - hour, fireId: null, cause: "request", triggerId: null, ...change });
  test.each([
    ["nothing happened", {}, []],
    [
      "only exits",
      { tradingState: { state: "REDUCING", reason: "a quiet week", by: "o", atWallMs: 0 } },
      ["The vault casts exits only: a quiet week"],
    ],
    [
      "an alert",
      { alerts: [{ id: "gas:main", severity: "critical", message: "No ether for gas.", sinceWallMs: 0 }] },
      ["No ether for gas."],
    ],
    [
      "a cast that is final",
      { casts: [cast({})] },
      ["A single cast was asked for; its cast of sell-half is finalized."],
    ],
    ["a cast of two days ago", { casts: [cast({ firedAtMs: nowMs - 48 * hour })] }, []],
    [
      "a cast that was refused, whose alert says the same",
      {
        casts: [cast({ state: "REFUSED", reason: { code: "over-limit", message: "Too many." } })],
        alerts: [{ id: `cast:${hex("f")}`, severity: "warning", message: "Too many.", sinceWallMs: 0 }],
      },
      ["A single cast was asked for; its cast of sell-half is refused: more casts than allowed."],
    ],
  ] as const)("%s", (_, more, expected) => {
    expect(tell(more as unknown as Partial<VaultView>)).toEqual(expected);
  });

  test("an alert is as old as the wall clock says, whatever day the feed replays", () => {
    const alerts = [{ id: "a", severity: "info" as const, message: "m", sinceWallMs: wallMs - hour }];
    expect(vaultChanges(view({ alerts }), nowMs, wallMs)[0]?.ageMs).toBe(hour);
  });
});

describe("the order", () => {
  const change = (id: string, weight: number, ageMs: number | null): Change => ({
    ...{ id, kind: "price", tone: "quiet", weight, ageMs, text: id, to: { panel: "markets" } },
  });
  test.each([
    ["by weight", [change("a", 50, null), change("b", 60, null)], "ba"],
    ["what is old counts for less", [change("a", 60, 3 * hour), change("b", 50, 0)], "ba"],
    ["but never for nothing", [change("a", 90, 99 * hour), change("b", 50, 0)], "ab"],
    ["equal ones by name", [change("b", 50, 0), change("a", 50, 0)], "ab"],
  ] as const)("%s", (_, changes, ids) => {
    expect(
      rankChanges(changes)
        .map(({ id }) => id)
        .join(""),
    ).toBe(ids);
  });

  test.each([
    [[1, 2], 3, [1, 2], []],
    [[1, 2, 3, 4], 3, [1, 2, 3, 4], []],
    [[1, 2, 3, 4, 5], 3, [1, 2, 3], [4, 5]],
  ])("the first of %j", (items, shown, first, rest) => {
    expect(firstAndRest(items, shown)).toEqual({ first, rest });
  });
});

test("of everything together the vault's trouble stands first, then what moves, then why, then what is broken", () => {
  const part = <T>(data: T) => ({ data, problem: null, isConfirmed: true });
  const state = {
    ...initialState,
    prices: part(priceSnapshot(nowMs, { "ETH-USD": 1 })),
    history: new Map([["ETH-USD", line(0.002, -0.1)]]),
    world: part({ ...emptyWorld, asOfMs: nowMs, stories: [story("war", 0.6, hour)] }),
    freshness: part(
      FreshnessReport.parse({
        ...{ feed: "recorded", nowMs },
        readings: [
          { kind: "source", name: "kraken", state: "stale", ageMs: hour, newestAtMs: 0, warnMs: 1, errorMs: 2 },
        ],
      }),
    ),
    vault: part(
      VaultView.parse({
        ...vaultView(1),
        alerts: [{ id: "gas:main", severity: "critical", message: "No ether for gas.", sinceWallMs: 0 }],
      }),
    ),
  };
  const given = { nowWallMs: 0, seen: new Map(), earlierFactors: null, changeWords: formatChange };
  const changes = whatChanged({ ...given, state, nowMs });
  expect(changes.map(({ kind }) => kind)).toEqual(["vault", "price", "event", "source"]);
  expect(whatChanged({ ...given, state: initialState, nowMs: 0 })).toEqual([]);
});
