import { beforeEach, expect, test } from "vitest";
import { movePoolPrice } from "../../local/chain/pool-keeper.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { createHttpClient } from "../adapters/http-client.ts";
import { fetchChainlinkQuotes } from "./chainlink.ts";
import type { PriceWindow } from "./price-source.ts";
import { deployFeed, placeMulticall3 } from "./test-contracts.ts";
import { asTable } from "./test-stub-http.ts";
import { fetchUniswapQuotes } from "./uniswap.ts";

const chainOf = provideTestChain();
const settings = (change: { chainId?: number; baseUrl?: string } = {}) => ({
  baseUrl: chainOf().rpcUrl,
  chainId: chainOf().deployment.chainId,
  http: createHttpClient({ timeoutMs: 5_000, budget: 10, retriesMax: 0 }),
  ...change,
});
/** The window of so many seconds that ends now, on the chain's clock. */
const lastSeconds = async (seconds: number): Promise<PriceWindow> => {
  const endMs = Number(await chainOf().nowSeconds()) * 1_000;
  return { startMs: endMs - seconds * 1_000, endMs };
};
const move = (priceUsd: string) =>
  movePoolPrice({
    rpcUrl: chainOf().rpcUrl,
    deployment: chainOf().deployment,
    keeperAccount: chainOf().accounts.keeper,
    priceUsd,
    nextBlock: () => chainOf().mine(),
  });
const priceOf = (quotes: unknown, symbol: string): number =>
  (quotes as Record<string, { value: { price: number } }>)[symbol]?.value.price ?? Number.NaN;

beforeEach(async () => {
  await placeMulticall3(chainOf().wallet("relayer"));
});

test("chainlink: several feeds in one call, each with its own decimals and time; one that reverts fails alone", async () => {
  const wallet = chainOf().wallet("relayer");
  const [eth, odd, closed, fresh] = [
    await deployFeed(wallet, 8),
    await deployFeed(wallet, 18),
    await deployFeed(wallet, 6),
    await deployFeed(wallet, 7),
  ];
  await eth.push(2_980_12345678n, 1_621_425_600n);
  await odd.push(-5n, 1_621_425_000n);
  await closed.push(1_000_000n, 1_621_425_600n);
  await closed.close();
  const noFeed = chainOf().deployment.addresses.weth;
  const nobody = "0x00000000000000000000000000000000000000e0";
  const symbols = [eth.address, odd.address, closed.address, fresh.address, noFeed, nobody, "ETH/USD"];
  const { http, ...rest } = settings();
  const quotes = asTable(await fetchChainlinkQuotes(symbols, await lastSeconds(120), { http, ...rest }));
  expect(quotes).toMatchObject({
    [eth.address]: { ok: true, value: { price: 2980.12345678, range: null, sampleAtMs: 1_621_425_600_000 } },
    [odd.address]: { ok: true, value: { price: -5e-18, sampleAtMs: 1_621_425_000_000 } },
    [closed.address]: { ok: false, error: { code: "refused", message: "execution reverted" } },
    [fresh.address]: { ok: false, error: { code: "refused" } },
    [noFeed]: { ok: false },
    [nobody]: { ok: false, error: { code: "bad-payload" } },
    "ETH/USD": { ok: false, error: { code: "refused" } },
  });
  expect(http.calls()).toBe(1);
});

test("uniswap: the geometric mean over the window, in both directions, at the block's time", async () => {
  const { addresses } = chainOf().deployment;
  const { pool, weth, usdc } = addresses;
  const [ofWeth, ofUsdc] = BigInt(weth) < BigInt(usdc) ? [`${pool}/0`, `${pool}/1`] : [`${pool}/1`, `${pool}/0`];
  await chainOf().mine(1, (await chainOf().nowSeconds()) + 300n);
  await move("2000");
  const changedAtS = await chainOf().nowSeconds();
  await chainOf().mine(1, changedAtS + 60n);
  const { http, ...rest } = settings();
  const window = await lastSeconds(120);
  const quotes = asTable(await fetchUniswapQuotes([ofWeth, ofUsdc], window, { http, ...rest }));
  // Half of the window at each price, but for the seconds in which the keeper's transactions were mined.
  expect(priceOf(quotes, ofWeth) / Math.sqrt(2980 * 2000)).toBeCloseTo(1, 1);
  expect(priceOf(quotes, ofWeth) * priceOf(quotes, ofUsdc)).toBeCloseTo(1, 9);
  expect(quotes).toMatchObject({ [ofWeth]: { value: { sampleAtMs: window.endMs, range: null } } });
  const first = http.calls();

  await chainOf().mine(1, (await chainOf().nowSeconds()) + 120n);
  const later = asTable(await fetchUniswapQuotes([ofWeth], await lastSeconds(120), { http, ...rest }));
  // A tick is a hundredth of a per cent wide, and the pool keeps whole ticks.
  expect(Math.abs(priceOf(later, ofWeth) / 2_000 - 1)).toBeLessThan(0.0001);
  // The tokens' decimals are known by now.
  expect([first, http.calls() - first]).toEqual([2, 1]);
});

test("uniswap: too little history, and addresses that are no pool, fail alone", async () => {
  const { pool, weth } = chainOf().deployment.addresses;
  const nobody = "0x00000000000000000000000000000000000000e0";
  const symbols = [`${pool}/0`, `${weth}/0`, `${nobody}/1`, pool, `${pool}/2`];
  const long = await lastSeconds(20 * 365 * 86_400);
  expect(asTable(await fetchUniswapQuotes(symbols, long, settings()))).toMatchObject({
    [`${pool}/0`]: { ok: false, error: { code: "refused", message: "execution reverted: OLD" } },
    [`${weth}/0`]: { ok: false },
    [`${nobody}/1`]: { ok: false, error: { code: "bad-payload" } },
    [pool]: { ok: false, error: { code: "refused" } },
    [`${pool}/2`]: { ok: false, error: { code: "refused" } },
  });
  const short = asTable(await fetchUniswapQuotes(symbols, await lastSeconds(60), settings()));
  expect(short).toMatchObject({ [`${pool}/0`]: { ok: true }, [`${weth}/0`]: { ok: false } });
});

test.each([
  ["chainlink", fetchChainlinkQuotes],
  ["uniswap", fetchUniswapQuotes],
])(
  "%s: a node of another chain, or one without Multicall3, or none at all, gives nothing",
  async (_name, fetchQuotes) => {
    const { pool } = chainOf().deployment.addresses;
    const symbols = [fetchQuotes === fetchUniswapQuotes ? `${pool}/0` : pool];
    const window = await lastSeconds(60);
    expect(await fetchQuotes(symbols, window, settings({ chainId: 42_161 }))).toEqual({
      ok: false,
      error: { code: "refused", message: "the node is on chain 31337 and not on 42161" },
    });
    const { chainId: _unnamed, ...unnamed } = settings();
    expect(await fetchQuotes(symbols, window, unnamed)).toMatchObject({ ok: false, error: { code: "refused" } });
    await chainOf().wallet("relayer").setCode("0xcA11bde05977b3631167028862bE2a173976CA11", "0x");
    expect(await fetchQuotes(symbols, window, settings())).toMatchObject({ ok: false, error: { code: "refused" } });
    expect(await fetchQuotes(symbols, window, settings({ baseUrl: "http://127.0.0.1:9" }))).toMatchObject({
      ok: false,
      error: { code: "unreachable" },
    });
  },
);
