import { describe, expect, test } from "vitest";
import type { LiveMessage, PipelineHealth } from "../../../contracts/live.ts";
import { type DashboardState, feedNowMs, initialState } from "./dashboard-state.ts";
import { isGap } from "./follow-feed.ts";
import { liveUrl } from "./live-url.ts";
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
/** The first word of a socket: everything follows, or what was missed. */
const snapshot = (follow = 0, seq = 0): DashboardEvent =>
  message({ type: "hello", seq, data: { epoch: "a", mode: "snapshot", why: "first", follow } });
const resumed = (follow = 0, seq = 0): DashboardEvent =>
  message({ type: "hello", seq, data: { epoch: "a", mode: "resumed", why: null, follow } });
const anew = [opened, snapshot(1)];

describe("prices", () => {
  test("each snapshot adds a point and is the present one", () => {
    const state = run([opened, prices(1, 2, 100), prices(2, 4, 95)]);
    expect(eth(state)).toEqual([
      [2, 100],
      [4, 95],
    ]);
    expect(state.prices.data?.windowEndMs).toBe(4 * minute);
    expect(feedNowMs(state)).toBe(4 * minute);
    expect(state.connection).toMatchObject({
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

  test("an answer that is older than what the socket brought is not taken; once the feed began anew it is", () => {
    const loaded: DashboardEvent = {
      type: "loaded",
      part: "prices",
      data: priceSnapshot(2 * minute, { "ETH-USD": 50 }),
    };
    const state = run([opened, prices(1, 4, 95), loaded]);
    expect(state.prices.data?.windowEndMs).toBe(4 * minute);
    expect(run([opened, resumed(), loaded], state).prices.data?.windowEndMs).toBe(4 * minute);
    expect(run([...anew, loaded], state).prices.data?.windowEndMs).toBe(2 * minute);
  });

  test("numbers start anew with a snapshot, and go on where the socket resumes", () => {
    expect(eth(run([opened, prices(90, 2, 100), ...anew, prices(1, 4, 95)]))).toHaveLength(2);
    expect(eth(run([opened, prices(90, 2, 100), opened, resumed(1, 91), prices(90, 4, 95)]))).toHaveLength(1);
    expect(eth(run([opened, prices(90, 2, 100), opened, resumed(1, 91), prices(91, 4, 95)]))).toHaveLength(2);
  });

  test("a feed that begins again drops the line of the earlier run", () => {
    expect(eth(run([opened, prices(1, 400, 100), ...anew, prices(1, 2, 80)]))).toEqual([[2, 80]]);
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
      ["evaluate", 4 * minute, "fresh"],
      ["ingest", 4 * minute, "late"],
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
    expect(run([...anew, older], state).world.data?.asOfMs).toBe(0);
  });

  test("a freshness that was judged earlier but came later is not taken", () => {
    const state = run([opened, freshness(4 * minute), freshness(2 * minute)]);
    expect(state.freshness.data?.nowMs).toBe(4 * minute);
    expect(run([...anew, freshness(2 * minute)], state).freshness.data?.nowMs).toBe(2 * minute);
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

  test("what the feed has not sent once all that it keeps has come is not there; what it sends later takes its place", () => {
    const half = run([opened, snapshot(2, 2), prices(1, 2, 100)]);
    expect(half.world.problem).toBeNull();
    const state = run([message({ type: "stage", seq: 2, data: stageStatus("ingest", 2 * minute) })], half);
    const kinds = [state.factors, state.world, state.clusters].map(({ problem }) => problem?.kind);
    expect([state.prices.problem, kinds]).toEqual([null, ["not-yet", "not-yet", "not-yet"]]);
    expect(run([opened, snapshot(), prices(1, 2, 100)]).prices.problem).toBeNull();
    // One of them in an unknown form counts too.
    expect(run([opened, snapshot(1), { type: "unreadable" }]).prices.problem?.kind).toBe("not-yet");
  });

  test("what was known of a feed's former life is gone when the new one does not have it", () => {
    const before = run([opened, snapshot(1, 1), prices(1, 2, 100)]);
    expect(run([opened, resumed(0, 1)], before).prices.data?.windowEndMs).toBe(2 * minute);
    expect(run([opened, snapshot(0, 0)], before).prices).toEqual({
      data: null,
      problem: { kind: "not-yet", detail: expect.any(String) as string },
      isConfirmed: false,
    });
  });

  test("messages in an unknown form are counted", () => {
    expect(run([{ type: "unreadable" }, { type: "unreadable" }]).connection.unreadable).toBe(2);
  });
});

describe("the last known answers", () => {
  const stored = (windowEndMs: number, storedAtMs: number): DashboardEvent => ({
    ...{ type: "loaded", part: "prices", storedAtMs },
    data: priceSnapshot(windowEndMs, { "ETH-USD": 70 }),
  });
  const health = (feed: PipelineHealth["feed"], nowMs: number, when: object): DashboardEvent => ({
    ...{ type: "loaded", part: "health", ...when },
    data: { feed, nowMs, stages: [], deadLetters: [], journal: { state: "direct", segments: 0 } },
  });

  test("one says when it was stored and that the server does not answer, until the server does", () => {
    const state = run([stored(2 * minute, 900)]);
    expect(state.prices).toMatchObject({ isConfirmed: false, storedAtMs: 900, problem: { kind: "unreachable" } });
    const renewed = run([opened, snapshot(1, 1), prices(1, 6, 95)], state);
    expect(renewed.prices).toEqual({
      data: priceSnapshot(6 * minute, { "ETH-USD": 95 }),
      problem: null,
      isConfirmed: true,
    });
    // Of a day that the feed no longer has.
    expect(run([opened, snapshot()], state).prices.data).toBeNull();
  });

  test("it never takes the place of what the server itself said, and is told apart from it", () => {
    const state = run([
      opened,
      snapshot(1, 1),
      prices(1, 4, 95),
      { type: "phase", phase: "offline" },
      stored(minute, 9),
    ]);
    expect(state.prices).toMatchObject({ data: { windowEndMs: 4 * minute }, problem: { kind: "unreachable" } });
    expect(state.prices.storedAtMs).toBeUndefined();
    expect(run([opened, snapshot(), stored(minute, 9)]).prices.data).toBeNull();
  });

  test.each([
    ["a live feed's time goes on while the page is away", "live" as const, 100 * minute + 3 * 60 * minute],
    ["how a replay's time goes on is not known", "recorded" as const, 100 * minute],
  ])("%s", (_, feed, expected) => {
    const kept = run([health(feed, 100 * minute, { storedAtMs: 7 * minute })]);
    const waited: DashboardEvent = { type: "waited", nowWallMs: 187 * minute };
    expect(feedNowMs(run([waited], kept))).toBe(expected);
    // The same for a page that lost its connection, and not for one that has it.
    const lost = run([
      health(feed, 100 * minute, { atWallMs: 7 * minute }),
      { type: "phase", phase: "offline" },
      waited,
    ]);
    expect(feedNowMs(lost)).toBe(expected);
    expect(feedNowMs(run([opened, waited], lost))).toBe(100 * minute);
    expect(feedNowMs(run([health(feed, 190 * minute, { atWallMs: 188 * minute })], lost))).toBe(190 * minute);
  });

  test("a clock that was set back makes nothing younger", () => {
    const state = run([health("live", minute, { atWallMs: 50 * minute }), { type: "waited", nowWallMs: 0 }]);
    expect(feedNowMs(state)).toBe(minute);
  });
});

describe("numbers without a gap", () => {
  const connection = (seq: number, headSeq: number, epoch: string | null = "a") => ({
    ...initialState.connection,
    seq: { public: seq, vault: -1 },
    feed: { epoch, isResumed: false, headSeq, follow: 0 },
  });
  const of = (seq: number): LiveMessage => ({ type: "stage", seq, data: stageStatus("ingest", 0) });

  test.each([
    ["the next number", 7, 7, 8, false],
    ["one that was seen", 7, 7, 7, false],
    ["one is missing", 7, 7, 9, true],
    ["kept messages have gaps of their own", 2, 7, 5, false],
    ["the first new one after them", 7, 7, 8, false],
    ["the first new one is missing", 6, 7, 9, true],
  ])("%s", (_, seq, headSeq, next, expected) => {
    expect(isGap(connection(seq, headSeq), of(next))).toBe(expected);
    expect(isGap(connection(seq, headSeq, null), of(next))).toBe(false);
  });

  test("after a gap the whole is asked for", () => {
    const ask = (state: DashboardState) => liveUrl("ws://x", state.connection);
    const before = run([opened, snapshot(1, 1), prices(1, 2, 100)]);
    expect(ask(initialState)).toBe("ws://x?topic=public");
    expect(ask(before)).toBe("ws://x?topic=public&after=1&epoch=a");
    expect(ask(run([opened, snapshot()]))).toBe("ws://x?topic=public&after=0&epoch=a");
    expect(ask(run([{ type: "gap" }], before))).toBe("ws://x?topic=public");
  });
});
