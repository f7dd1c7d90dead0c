import { describe, expect, test } from "vitest";
import type { LiveMessage, PipelineHealth } from "../../../contracts/live.ts";
import { type DashboardState, feedNowMs, initialState } from "./dashboard-state.ts";
import { type DashboardEvent, reduce } from "./reduce.ts";
import { emptyWorld, priceSnapshot, stageStatus, vaultView } from "./test-data.ts";

const minute = 60_000;
const run = (events: readonly DashboardEvent[], from: DashboardState = initialState) => events.reduce(reduce, from);
const message = (value: LiveMessage): DashboardEvent => ({ type: "message", message: value, atWallMs: 5_000 });
const prices = (seq: number, atMinute: number, eth: number): DashboardEvent =>
  message({ type: "prices", seq, data: priceSnapshot(atMinute * minute, { "ETH-USD": eth }) });
const eth = (state: DashboardState) =>
  state.history.get("ETH-USD")?.map(({ atMs, priceUsd }) => [atMs / minute, priceUsd]);
const opened: DashboardEvent = { type: "opened", topic: "public" };

describe("prices", () => {
  test("each snapshot adds a point and is the present one", () => {
    const state = run([opened, prices(1, 2, 100), prices(2, 4, 95)]);
    expect(eth(state)).toEqual([
      [2, 100],
      [4, 95],
    ]);
    expect(state.prices.data?.windowEndMs).toBe(4 * minute);
    expect(feedNowMs(state)).toBe(4 * minute);
    expect(state.connection).toEqual({
      phase: "live",
      lastMessageWallMs: 5_000,
      unreadable: 0,
      seq: { public: 2, vault: -1 },
    });
  });

  test("a repeated or late number changes nothing but the time of the last message", () => {
    const state = run([opened, prices(7, 4, 95), prices(7, 6, 1), prices(3, 8, 1)]);
    expect(eth(state)).toEqual([[4, 95]]);
  });

  test("an answer that is older than what the socket brought is not taken; after reopening it is", () => {
    const loaded: DashboardEvent = {
      type: "loaded",
      part: "prices",
      data: priceSnapshot(2 * minute, { "ETH-USD": 50 }),
    };
    const state = run([opened, prices(1, 4, 95), loaded]);
    expect(state.prices.data?.windowEndMs).toBe(4 * minute);
    expect(run([opened, loaded], state).prices.data?.windowEndMs).toBe(2 * minute);
  });

  test("numbers may start anew on a new socket", () => {
    expect(eth(run([opened, prices(90, 2, 100), opened, prices(1, 4, 95)]))).toHaveLength(2);
  });

  test("a feed that begins again drops the line of the earlier run", () => {
    expect(eth(run([opened, prices(1, 400, 100), opened, prices(1, 2, 80)]))).toEqual([[2, 80]]);
  });
});

describe("history", () => {
  const history = (source: "database" | "cache", points: [number, number][]): DashboardEvent => ({
    type: "history",
    data: {
      asOfMs: 4 * minute,
      source,
      series: [
        { asset: "ETH-USD" as never, points: points.map(([at, priceUsd]) => ({ atMs: at * minute, priceUsd })) },
      ],
    },
  });

  test.each([
    [
      "the store's points come before the page's, and win",
      "database" as const,
      [
        [0, 90],
        [2, 99],
      ],
      [
        [0, 90],
        [2, 99],
        [4, 95],
      ],
    ],
    [
      "without the store the page keeps what it saw",
      "cache" as const,
      [[4, 1]],
      [
        [2, 100],
        [4, 95],
      ],
    ],
  ])("%s", (_, source, points, expected) => {
    const state = run([opened, prices(1, 2, 100), prices(2, 4, 95), history(source, points as [number, number][])]);
    expect(eth(state)).toEqual(expected);
    expect(state.historySource).toBe(source);
  });
});

describe("pipeline", () => {
  const health: PipelineHealth = {
    feed: "recorded",
    nowMs: 2 * minute,
    stages: [{ ...stageStatus("ingest", 2 * minute), cadenceMs: 120_000, freshness: "late" }],
    deadLetters: [],
    journal: { state: "direct", segments: 0 },
  };

  test("a stage's run shows at once and keeps the judged freshness", () => {
    const state = run([
      opened,
      { type: "loaded", part: "health", data: health },
      message({ type: "stage", seq: 1, data: stageStatus("ingest", 4 * minute) }),
      message({ type: "stage", seq: 2, data: stageStatus("evaluate", 4 * minute) }),
    ]);
    expect(
      state.health.data?.stages.map(({ stage, eventTimeMs, freshness }) => [stage, eventTimeMs, freshness]),
    ).toEqual([
      ["ingest", 4 * minute, "late"],
      ["evaluate", 4 * minute, "fresh"],
    ]);
  });
});

describe("the world and freshness", () => {
  const world = (asOfMs: number) => ({ ...emptyWorld, asOfMs, validUntilMs: asOfMs + 90 * minute });
  const freshness = (nowMs: number): DashboardEvent => ({
    type: "loaded",
    part: "freshness",
    data: { feed: "recorded", nowMs, readings: [] },
  });

  test("what the socket brings is taken; an older answer of the route is not", () => {
    const older: DashboardEvent = { type: "loaded", part: "world", data: world(0) };
    const state = run([opened, message({ type: "world", seq: 1, data: world(30 * minute) }), older]);
    expect(state.world).toEqual({ data: world(30 * minute), problem: null, isConfirmed: true });
    // After a restart the feed may have begun again.
    expect(run([opened, older], state).world.data?.asOfMs).toBe(0);
  });

  test("a freshness that was judged earlier but came later is not taken", () => {
    const state = run([opened, freshness(4 * minute), freshness(2 * minute)]);
    expect(state.freshness.data?.nowMs).toBe(4 * minute);
    expect(run([opened, freshness(2 * minute)], state).freshness.data?.nowMs).toBe(2 * minute);
  });
});

describe("problems", () => {
  test("the last good data stays, with the problem beside it, until the next good answer", () => {
    const failed: DashboardEvent = { type: "failed", part: "vault", problem: { kind: "unreachable", detail: "d" } };
    const loaded = (readAtWallMs: number): DashboardEvent => ({
      type: "loaded",
      part: "vault",
      data: vaultView(readAtWallMs),
    });
    const state = run([loaded(10), failed]);
    expect([state.vault.data?.readAtWallMs, state.vault.problem?.kind]).toEqual([10, "unreachable"]);
    expect(run([loaded(20)], state).vault).toEqual({ data: vaultView(20), problem: null, isConfirmed: true });
    // A view that was read earlier but arrived later.
    expect(run([loaded(20), loaded(15)]).vault.data?.readAtWallMs).toBe(20);
  });

  test("a closed vault leaves nothing behind", () => {
    expect(run([{ type: "loaded", part: "vault", data: vaultView(10) }, { type: "vault-closed" }]).vault).toEqual(
      initialState.vault,
    );
  });

  test("what the open socket has not brought is not there yet; what it brings later takes its place", () => {
    const settled: DashboardEvent = { type: "settled" };
    const state = run([opened, prices(1, 2, 100), settled]);
    const kinds = [state.factors, state.world, state.clusters].map(({ problem }) => problem?.kind);
    expect([state.prices.problem, kinds]).toEqual([null, ["not-yet", "not-yet", "not-yet"]]);
    expect(run([opened, settled, prices(1, 2, 100)]).prices.problem).toBeNull();
    // Without a connection nothing is known about what the server has.
    expect(run([{ type: "phase", phase: "offline" }, settled]).prices.problem).toBeNull();
  });

  test("messages in an unknown form are counted", () => {
    expect(run([{ type: "unreadable" }, { type: "unreadable" }]).connection.unreadable).toBe(2);
  });
});
