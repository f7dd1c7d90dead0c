import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PriceSnapshot } from "../../contracts/live.ts";
import { replayStartMs } from "../../local/choose-feed.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { openBrowser } from "./open-browser.ts";
import { serveWorld } from "./serve-world.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { minuteMs, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
let broken: Awaited<ReturnType<typeof serveWorld>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  // Two of the three sources are down from the beginning; the third stands still from 10:40 on.
  const down = { status: 503, body: "{}" };
  broken = await serveWorld({ binance: down, coinbase: down });
  world = await startTestWorld("dashboard-bad-assets", { sources: () => broken.urls });
  browser = await openBrowser(world);
  await replayTo(world, replayStartMs + 6 * minuteMs);
  page = await browser.openPage();
  await page.getByTestId("price-row-ETH-USD").waitFor();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await broken.stop();
});

const go = (hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
const readPrices = async () => PriceSnapshot.parse(await world.getJson("/v1/prices"));

test("what one source alone says is a price, and is marked as such; who did not answer is named", async () => {
  await go("#/markets");
  const sources = page.getByTestId("price-row-ETH-USD").locator(".mk-sources");
  await expect.poll(() => sources.textContent()).toMatch(/^1 of \d$/);
  await expect
    .poll(() => sources.locator("span").getAttribute("title"))
    .toMatch(/binance: did not answer, coinbase: did not/);
  await go("#/markets?asset=ETH-USD");
  const table = page.getByTestId("sources");
  await expect.poll(() => table.getByTestId("quote-coinbase").textContent()).toContain("left out: did not answer");
  await expect.poll(() => table.getByTestId("quote-kraken").textContent()).not.toContain("left out");
});

test("an asset that no source tells is refused, with the reason in the list and on its own page", async () => {
  const { refused } = await readPrices();
  const asset = refused.find(({ reason, sources }) => reason === "no-quorum" && sources.length > 0)?.asset ?? "";
  await go(`#/markets?q=${asset.slice(0, -4).toLowerCase()}`);
  const row = page.getByTestId(`price-row-${asset}`);
  await expect.poll(() => row.textContent()).toContain("No price: too few usable sources");
  await expect.poll(() => row.textContent()).toContain("did not answer");
  await go(`#/markets?asset=${asset}`);
  await page.getByText("No price: too few usable sources").waitFor();
  await expect.poll(() => page.getByTestId("asset-price").textContent()).toBe("no price");
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "refused-asset")).toEqual([]);
});

test("the last source goes stale: no price is shown as one of now, in the list, on its page and on the first screen", async () => {
  await replayTo(world, replayStartMs + 58 * minuteMs);
  await go("#/markets");
  const row = page.getByTestId("price-row-ETH-USD");
  await expect.poll(() => row.textContent()).toMatch(/No price: too few usable sources.*kraken: stale/);
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "refused-markets")).toEqual([]);
  await go("#/markets?asset=ETH-USD");
  await page.getByText("No price: too few usable sources").waitFor();
  await expect.poll(() => page.getByTestId("quote-kraken").textContent()).toMatch(/left out: stale.*\d+ m/);
  expect(await takeScreenshots(page, "stale-asset")).toEqual([]);
  await go("#/overview");
  await expect.poll(() => page.getByTestId("price-row-ETH-USD").textContent()).toBe("ETHtoo few usable sources");
});

test("a trigger on it says that it cannot fire and why; nothing has fired", async () => {
  const status = (await world.view()).triggers[0]?.status;
  expect([status?.state, status?.leaves.map(({ holds }) => holds)]).toEqual(["unknown", [null]]);
  await go("#/triggers");
  await expect.poll(() => page.getByTestId("row-eth-falls").textContent()).toContain("no data");
  await go("#/triggers?id=eth-falls");
  const detail = page.getByTestId("trigger-detail");
  await expect
    .poll(() => detail.textContent())
    .toContain("It cannot fire now: there is no fresh value of price('ETH-USD').");
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "stale-trigger")).toEqual([]);
  await go("#/vault");
  await expect.poll(() => page.getByTestId("trigger-eth-falls").textContent()).toContain("It cannot fire now");
  expect((await world.view()).fires).toEqual([]);
});

test("nothing was complained of", () => {
  expect(browser.complaints).toEqual([]);
});
