import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { fetchPolymarkets, readPolymarket } from "./polymarket.ts";
import { failures, stubClient } from "./test-client.ts";
import { fetchWorldMonitorMarkets, readWorldMonitorMarket } from "./worldmonitor-markets.ts";

/** A market with Gamma's fields and quirks; the values are invented. */
const market = (id: string, change: object = {}) => ({
  id,
  slug: `invented-${id}`,
  conditionId: `0x${id.padStart(64, "0")}`,
  question: "Will the invented rate be cut?",
  outcomes: '["Yes", "No"]',
  outcomePrices: '["0.35", "0.65"]',
  clobTokenIds: '["111", "222"]',
  volume: "1234.5",
  volumeNum: 1234.5,
  liquidity: "200.25",
  active: true,
  closed: false,
  archived: false,
  acceptingOrders: true,
  endDate: "2026-12-31T00:00:00Z",
  updatedAt: "2026-03-11T15:14:46.097817Z",
  ...change,
});
const gamma = (open: object[], closed: object[] = []) => {
  const http = stubClient((url) => ({ json: url.includes("closed=true") ? closed : open }));
  return { http, settings: { baseUrl: "http://gamma", http } };
};

test("markets by id, slug and condition id: open ones first, then closed ones; what it does not know is null", async () => {
  const { http, settings } = gamma(
    [market("1"), market("2")],
    [market("3", { closed: true, outcomePrices: '["0", "1"]' })],
  );
  const refs = ["1", "invented-2", `0x${"3".padStart(64, "0")}`, "4"];
  const answer = await fetchPolymarkets(refs, settings);
  if (!answer.ok) throw new Error(answer.error.message);
  expect([...answer.value].map(([ref, quote]) => [ref, quote.ok ? (quote.value?.state ?? null) : quote.error])).toEqual(
    [
      ["1", "open"],
      ["invented-2", "open"],
      [refs[2], "closed"],
      ["4", null],
    ],
  );
  expect(http.asked).toEqual([
    "http://gamma/markets?closed=false&limit=2&id=1&id=4",
    "http://gamma/markets?closed=false&limit=1&slug=invented-2",
    `http://gamma/markets?closed=false&limit=1&condition_ids=${refs[2]}`,
    "http://gamma/markets?closed=true&limit=1&id=4",
    `http://gamma/markets?closed=true&limit=1&condition_ids=${refs[2]}`,
  ]);
});

test("a market in full", () => {
  expect(readPolymarket(market("1"), "1")).toEqual({
    ok: true,
    value: {
      ref: "1",
      question: "Will the invented rate be cut?",
      source: "polymarket",
      outcomes: [
        { name: "Yes", probability: 0.35 },
        { name: "No", probability: 0.65 },
      ],
      state: "open",
      volumeUsd: 1234.5,
      liquidityUsd: 200.25,
      endsAtMs: Date.UTC(2026, 11, 31),
      updatedAtMs: Date.UTC(2026, 2, 11, 15, 14, 46, 97),
    },
  });
});

test.each<[string, object, string]>([
  ["closed", { closed: true }, "closed"],
  ["no longer active", { active: false }, "closed"],
  ["archived", { archived: true }, "closed"],
  ["takes no orders", { acceptingOrders: false }, "closed"],
  ["resolved by UMA", { umaResolutionStatus: "resolved" }, "closed"],
  ["an outcome proposed", { umaResolutionStatus: "proposed" }, "open"],
  ["without the newer fields", { acceptingOrders: undefined, active: null }, "open"],
])("a market that is %s", (_what, change, state) => {
  const quote = readPolymarket(market("1", change), "1");
  expect(quote.ok && quote.value.state).toBe(state);
});

test.each<[string, object, RegExp]>([
  ["outcomes as a list", { outcomes: ["Yes", "No"] }, /outcomes/],
  ["prices cut off", { outcomePrices: '["0.35", "0.6' }, /no lists of one length/],
  ["more prices than outcomes", { outcomePrices: '["0.3", "0.3", "0.4"]' }, /no lists of one length/],
  ["prices as words", { outcomePrices: '["a", "b"]' }, /probability of Yes is NaN/],
  ["prices as numbers", { outcomePrices: "[0.35, 0.65]" }, /no lists of one length/],
  ["empty prices", { outcomePrices: '["", ""]' }, /NaN/],
  ["prices in per cent", { outcomePrices: '["35", "65"]' }, /probability of Yes is 35/],
  ["prices that do not add up", { outcomePrices: '["0", "0"]' }, /add up to 0.000/],
  ["no time", { updatedAt: "soon" }, /updatedAt/],
  ["a time that is absent", { updatedAt: undefined }, /updatedAt/],
])("%s: that market is refused, the others stand", async (_what, change, reason) => {
  const { settings } = gamma([market("1", change), market("2")]);
  const answer = await fetchPolymarkets(["1", "2"], settings);
  const [one, two] = answer.ok ? [answer.value.get("1"), answer.value.get("2")] : [];
  expect(one?.ok === false && one.error).toMatch(reason);
  expect(two).toMatchObject({ ok: true, value: { ref: "2" } });
});

test("amounts that are absent or no numbers are null", () => {
  const quote = readPolymarket(market("1", { volume: null, volumeNum: undefined, liquidity: "n/a" }), "1");
  expect(quote).toMatchObject({ ok: true, value: { volumeUsd: null, liquidityUsd: null } });
});

const row = (change: object = {}) => ({
  id: "invented",
  title: "Will it?",
  yesPrice: 0.07,
  volume: 12,
  url: "https://polymarket.com/event/will-it",
  closesAt: 0,
  category: "fed",
  source: "MARKET_SOURCE_POLYMARKET",
  ...change,
});
const envelope = (markets: unknown, change: object = {}) => ({
  markets,
  fetchedAt: 1_780_000_000_000,
  dataAvailable: true,
  ...change,
});
const ask = async (json: unknown, refs = ["invented"]) =>
  fetchWorldMonitorMarkets(refs, { baseUrl: "http://wm", http: stubClient(() => ({ json })) });

test("the public WorldMonitor route speaks in fractions; its time is that of the collection", async () => {
  const answer = await ask(envelope([row()]), ["invented", "will-it", "other"]);
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.value.get("will-it")).toMatchObject({
    ok: true,
    value: {
      outcomes: [
        { name: "Yes", probability: 0.07 },
        { name: "No", probability: expect.closeTo(0.93, 12) },
      ],
      state: "open",
      endsAtMs: null,
      updatedAtMs: 1_780_000_000_000,
    },
  });
  expect(answer.value.get("other")).toEqual({ ok: true, value: null });
  // 64-bit numbers arrive as text.
  expect((await ask(envelope([row()], { fetchedAt: "1780000000000" }))).ok).toBe(true);
  const percent = await ask(envelope([row({ yesPrice: 7 })]));
  expect(percent.ok && percent.value.get("invented")).toEqual({
    ok: false,
    error: "7 is no probability on a route from 0 to 1",
  });
  const over = await ask(envelope([row({ closesAt: 1_770_000_000_000 })]));
  expect(over.ok && over.value.get("invented")).toMatchObject({ ok: true, value: { state: "closed" } });
});

test.each<[string, unknown]>([
  ["unavailable", envelope([], { fetchedAt: 0, dataAvailable: false })],
  ["another envelope", { predictions: [row()], fetchedAt: 1_780_000_000_000 }],
  ["no time of collection", { markets: [row()] }],
  ["rows of another shape", envelope([{ question: "Will it?", p: 0.5 }])],
  ["an error with status 200", { error: "no such thing" }],
  ["a list", [row()]],
])("WorldMonitor, %s: a failure, not a market that nobody knows", async (_what, json) => {
  expect(await ask(json)).toMatchObject({ ok: false, error: { code: "bad-payload" } });
});

test.each<[string, unknown]>([
  ["an error with status 200", { type: "validation error", error: "id is invalid" }],
  ["rows of another shape", [{ market: 1 }]],
  ["text", "later"],
  ["null", null],
])("Polymarket, %s: a failure", async (_what, json) => {
  expect(await fetchPolymarkets(["1"], { baseUrl: "", http: stubClient(() => ({ json })) })).toMatchObject({
    ok: false,
    error: { code: "bad-payload" },
  });
});

test.each(failures)("$code is passed on", async (fail) => {
  const http = stubClient(() => ({ fail }));
  for (const fetchMarkets of [fetchPolymarkets, fetchWorldMonitorMarkets])
    expect(await fetchMarkets(["1"], { baseUrl: "", http })).toEqual({ ok: false, error: fail });
});

const payloads = join(process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data"), "payloads");
const why = "(skipped without recorded data: set PORTENT_DATA)";
test.skipIf(!existsSync(join(payloads, "polymarket")))(
  `recorded markets of Polymarket: one open, one closed ${why}`,
  () => {
    const read = (name: string) =>
      readPolymarket(JSON.parse(readFileSync(join(payloads, "polymarket", name), "utf8")), "x");
    expect(read("gamma_market.json")).toMatchObject({
      ok: true,
      value: {
        state: "open",
        outcomes: [
          { name: "Up", probability: 0.505 },
          { name: "Down", probability: 0.495 },
        ],
      },
    });
    expect(read("gamma_market_closed_binary_accepting_false.json")).toMatchObject({
      ok: true,
      value: { state: "closed", volumeUsd: null, outcomes: [{ probability: 0 }, { probability: 1 }] },
    });
  },
);

const candidates = join(payloads, "worldmonitor-AGPL/prediction-markets-raw-candidates.json.gz");
test.skipIf(!existsSync(candidates))(
  `recorded markets of WorldMonitor: per cent on this route, none of them a fraction ${why}`,
  () => {
    const { markets } = JSON.parse(gunzipSync(readFileSync(candidates)).toString("utf8")) as {
      markets: { yesPrice: number }[];
    };
    const read = (scale: 1 | 100) =>
      markets.map((item) => readWorldMonitorMarket(item, "x", scale, Date.UTC(2026, 6, 30)));
    expect(read(100).filter(({ ok: good }) => good)).toHaveLength(46);
    for (const [index, quote] of read(100).entries())
      expect(quote.ok && quote.value.outcomes[0]?.probability).toBeCloseTo((markets[index]?.yesPrice ?? 0) / 100, 12);
    expect(read(1).filter(({ ok: good }) => good)).toHaveLength(0);
  },
);
