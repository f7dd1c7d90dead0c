import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PriceBars, PriceSnapshot } from "../../contracts/live.ts";
import { createOwnerClient } from "../../local/owner-client.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblems } from "./check-accessibility.ts";
import { openBrowser, screenSizes, widerThanScreen } from "./open-browser.ts";
import { fallMs, minuteMs, replayTo, startTestWorld } from "./test-world.ts";

const root = join(import.meta.dirname, "../..");
const pictures = resolve(root, process.env.PORTENT_SCREENSHOTS ?? ".portent/screenshots");
const sizes = { ...screenSizes, tablet: { width: 1024, height: 768 } };
const analyticsMs = Date.UTC(2021, 4, 19, 12);

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let vaultHash: string;

beforeAll(async () => {
  world = await startTestWorld("dashboard-markets");
  browser = await openBrowser(world);
  vaultHash = `#vault=${world.vault.address}&view=${world.vault.viewToken}`;
  page = await browser.openPage({ hash: "#/markets" });
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const hashOf = (opened: Page): string => new URL(opened.url()).hash;
const go = (opened: Page, hash: string) => opened.evaluate(`location.hash = ${JSON.stringify(hash)}`);
const rowNames = (opened: Page) =>
  opened
    .getByTestId(/^price-row-/)
    .evaluateAll((rows) => rows.map((row) => (row.getAttribute("data-testid") ?? "").slice(10)));
const readPrices = async () => PriceSnapshot.parse(await (await fetch(`${world.baseUrl}/v1/prices`)).json());
const readBars = async (asset: string, query: string) =>
  (await (await fetch(`${world.baseUrl}/v1/prices/${asset}/bars?${query}`)).json()) as PriceBars;

test("before the first price the list says that it waits; a link to an asset waits for it, too", async () => {
  await page.getByText("No price yet").waitFor();
  await go(page, "#/markets?asset=ETH-USD");
  await page.getByTestId("candles").or(page.getByText("Loading the candles")).first().waitFor();
  await expect.poll(() => page.getByTestId("asset-price").textContent()).toBe("no price");
});

test("every asset has its row, and readers of the table are told how many there are", async () => {
  await replayTo(world, fallMs - 12 * minuteMs);
  await go(page, "#/markets");
  const { ticks, refused } = await readPrices();
  const count = ticks.length + refused.length;
  await expect.poll(() => page.getByTestId("market-counts").textContent()).toMatch(new RegExp(`^${count} assets`));
  await expect.poll(() => page.getByRole("table").getAttribute("aria-rowcount")).toBe(String(count + 1));
  const row = page.getByTestId("price-row-ETH-USD");
  await expect.poll(() => row.getAttribute("aria-rowindex")).toMatch(/^\d+$/);
  await expect.poll(() => row.textContent()).toMatch(/^ETHEther[\d,.]+[+−][\d.]+ %[+−][\d.]+ %\d of \d\d+ %\d+ s/);
  // More assets than fit: only those in sight and some around them are drawn.
  await page.setViewportSize({ width: 1440, height: 600 });
  await expect.poll(async () => (await rowNames(page)).length).toBeLessThanOrEqual(count);
  await page.setViewportSize(screenSizes.desktop);
});

test("sorted by a head, searched by a word: both stand in the address and survive a reload", async () => {
  await page.getByRole("button", { name: "Price, $" }).click();
  await expect.poll(() => hashOf(page)).toBe("#/markets?sort=price-down");
  const { ticks } = await readPrices();
  const dearest = ticks.toSorted((a, b) => b.priceUsd - a.priceUsd)[0]?.asset;
  await expect.poll(async () => (await rowNames(page))[0]).toBe(dearest);
  await expect.poll(() => page.locator("th[aria-sort=descending]").textContent()).toContain("Price");
  await page.getByLabel("Search assets").fill("eth");
  await expect.poll(() => hashOf(page)).toBe("#/markets?q=eth&sort=price-down");
  await expect.poll(() => rowNames(page)).toContain("ETH-USD");
  await page.reload();
  await expect.poll(() => page.getByLabel("Search assets").inputValue()).toBe("eth");
  await expect.poll(() => page.getByTestId("market-counts").textContent()).toMatch(/^\d+ of \d+ assets/);
  await page.getByLabel("Search assets").fill("no such thing");
  await page.getByRole("button", { name: /^Show all \d+ assets$/ }).click();
  await expect.poll(() => hashOf(page)).toBe("#/markets?sort=price-down");
});

test("the keyboard walks the rows and opens one; the way back is the list as it was", async () => {
  const links = page.locator("[data-asset]");
  await links.first().focus();
  const focused = () => page.evaluate("document.activeElement.dataset.asset");
  const order = await rowNames(page);
  for (const [key, place] of [
    ["ArrowDown", 1],
    ["ArrowDown", 2],
    ["ArrowUp", 1],
    ["Home", 0],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(focused).toBe(order[place]);
  }
  await page.keyboard.press("End");
  await expect.poll(async () => order.indexOf((await focused()) as string)).not.toBe(0);
  const last = await focused();
  await page.keyboard.press("Enter");
  await expect.poll(() => hashOf(page)).toBe(`#/markets?asset=${String(last)}&sort=price-down`);
  await page.getByRole("link", { name: "← All assets" }).click();
  await expect.poll(() => hashOf(page)).toBe("#/markets?sort=price-down");
});

test("an asset: its candles are those of the route, and the table says the same", async () => {
  await go(page, "#/markets?asset=ETH-USD&range=1h");
  await page.locator(".mk-canvas canvas").first().waitFor();
  await expect.poll(() => page.title()).toMatch(/^ETH [\d,.]+ · Portent$/);
  await page.getByText(/^The \d+ bars as a table$/).click();
  const rows = page.getByTestId("bar-table").locator("tbody tr");
  await rows.first().waitFor();
  const { bars } = await readBars("ETH-USD", "bar=2m&minutes=60");
  await expect.poll(() => rows.count()).toBe(bars.length);
  const newest = bars.at(-1);
  const cells = await rows.first().locator("td").allTextContents();
  const numbers = cells.slice(0, 4).map((text) => Number(text.replaceAll(",", "")));
  for (const [index, price] of [newest?.openUsd, newest?.highUsd, newest?.lowUsd, newest?.closeUsd].entries())
    expect(numbers[index]).toBeCloseTo(price ?? 0, 1);
  await expect
    .poll(() => page.getByTestId("chart-summary").textContent())
    .toMatch(/^Ether, 1 h in bars of 2 min: from \$[\d,.]+ to \$[\d,.]+, [+−][\d.]+ %\. Highest .* UTC\.$/);
  await page.getByTestId("quote-coinbase").waitFor();
});

test("the crosshair by keyboard tells each bar; Enter chooses one, and a trigger begins there", async () => {
  const slider = page.getByRole("slider", { name: /Candles of Ether/ });
  await slider.focus();
  const told = () => slider.getAttribute("aria-valuetext");
  const before = await told();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(told).not.toBe(before);
  expect(await told()).toMatch(/UTC: open [\d,.]+, high [\d,.]+, low [\d,.]+, close [\d,.]+$/);
  await page.keyboard.press("Enter");
  await expect.poll(() => hashOf(page)).toMatch(/at=\d+&level=[\d.]+/);
  const make = page.getByRole("link", { name: /^Make a trigger from here/ });
  const target = new URLSearchParams((await make.getAttribute("href"))?.split("?")[1]);
  const level = new URLSearchParams(hashOf(page).split("?")[1]).get("level");
  expect(target.get("when")).toMatch(new RegExp(`^price\\('ETH-USD'\\) [<>] ${level}$`));
  expect(target.get("name")).toMatch(new RegExp(`^ETH (above|below) ${level}$`));
  await page.getByRole("button", { name: "Forget the point" }).click();
  await expect.poll(() => hashOf(page)).toBe("#/markets?asset=ETH-USD&range=1h");
});

test("a press on the canvas chooses the price under the pointer", async () => {
  const box = await page.getByTestId("candles").boundingBox();
  if (box === null) throw new Error("the candles are not to be seen");
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.3);
  await expect
    .poll(() => page.getByTestId("chosen-point").textContent())
    .toMatch(/^Chosen: 19 May 2021, \d\d:\d\d UTC, \$/);
  await page.getByRole("button", { name: "Forget the point" }).click();
});

test("indicators have their settings in the address; a wrong number stays typed and changes nothing", async () => {
  for (const name of ["SMA", "EMA", "Bands", "RSI", "Volatility"])
    await page.getByRole("button", { name, exact: true }).click();
  await expect.poll(() => hashOf(page)).toContain("bands=20&ema=20&range=1h&rsi=14&sma=20&vol=20");
  const field = page.getByLabel(/^SMA: over how many bars/);
  await field.fill("5");
  await expect.poll(() => hashOf(page)).toContain("sma=5");
  // The mean of the last five closes, from the table's own column.
  const closes = await page.getByTestId("bar-table").locator("tbody tr td:nth-child(5)").allTextContents();
  const mean = closes.slice(0, 5).reduce((sum, text) => sum + Number(text.replaceAll(",", "")), 0) / 5;
  const shown = async () =>
    Number((await page.getByTestId("value-sma").textContent())?.replace(/^.*SMA 5 /, "").replaceAll(",", ""));
  await expect.poll(async () => Math.abs((await shown()) - mean)).toBeLessThan(0.02);
  await expect.poll(() => page.getByTestId("value-rsi").textContent()).toMatch(/RSI 14 \d+\.\d$/);
  await expect.poll(() => page.getByTestId("value-vol").textContent()).toMatch(/a year \d+\.\d %$/);
  await field.fill("0");
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => hashOf(page)).toContain("sma=5");
  await page.reload();
  await expect.poll(() => page.getByLabel(/^SMA: over how many bars/).inputValue()).toBe("5");
});

test("the last candle lives: a new window moves it without a reload", async () => {
  const price = () => page.getByTestId("asset-price").textContent();
  await page.getByText(/^The \d+ bars as a table$/).click();
  const newest = () => page.getByTestId("bar-table").locator("tbody th").first().textContent();
  const [before, time] = [await price(), await newest()];
  await replayTo(world, world.clock.nowMs + 6 * minuteMs);
  await expect.poll(price).not.toBe(before);
  await expect.poll(newest).not.toBe(time);
  const close = await page.getByTestId("bar-table").locator("tbody tr").first().locator("td").nth(3).textContent();
  expect(await price()).toBe(`$${close}`);
});

test("the vault's triggers stand as lines, its fire and its cast as marks that tell what they were", async () => {
  const { chain, vault, baseUrl } = world;
  const owner = createOwnerClient({
    ...{ baseUrl, chainId: chain.deployment.chainId, vault: vault.address, owner: chain.accounts.owner },
  });
  await owner.act("put-trigger", {
    trigger: { id: "floor", name: "ETH floor", when: "price('ETH-USD') < 2000 && price('BTC-USD') < 30000" } as never,
  });
  await replayTo(world, fallMs + 4 * minuteMs);
  const own = await browser.openPage();
  await go(own, "#/markets?asset=ETH-USD&range=6h");
  await expect
    .poll(() => own.getByTestId("trigger-lines").textContent())
    .toMatch(/^ETH floorbelow \$2,000\.00a part of its condition$/);
  const mark = own
    .getByTestId("mark-strip")
    .getByRole("button", { name: /1 fire/ })
    .first();
  await mark.press("Enter");
  const opened = own.getByTestId("opened-marks");
  await expect.poll(() => opened.textContent()).toMatch(/: fired.*In the vault/);
  await expect.poll(() => mark.getAttribute("aria-expanded")).toBe("true");
  await expect.poll(() => hashOf(own)).toContain("mark=fire%3A0x");
  await expect.poll(() => opened.textContent()).toContain("cast of ironvine");
  await own.close();
});

test("clusters and cascades stand beside, and the asset's neighbours lead to their own pages", async () => {
  await replayTo(world, analyticsMs);
  await go(page, "#/markets?asset=ETH-USD");
  const cluster = page.getByTestId("asset-cluster");
  await cluster.waitFor();
  const href = await cluster.locator(".series-link").first().getAttribute("href");
  expect(href).toMatch(/^#\/markets\?asset=[A-Z0-9]+-USD$/);
  await expect.poll(() => page.getByTestId("nearest").locator("tbody tr").count()).toBeGreaterThan(0);
  await page.getByTestId("cascade-neighbours").or(page.getByTestId("no-neighbours")).first().waitFor();
});

test("stories stand on the time axis: pressed, one says what it was and leads to the world", async () => {
  const told = story("quake", "Exchange in Osaka halts ETH withdrawals", analyticsMs - 40 * minuteMs);
  const others = [story("calm", "Harvest festival opens", analyticsMs - 41 * minuteMs)];
  const own = await browser.openPage({ hash: "#/pipeline" });
  await own.route("**/v1/stories**", (route) =>
    route.fulfill({ json: { fromMs: 0, toMs: analyticsMs, stories: [told, ...others] } }),
  );
  await go(own, "#/markets?asset=ETH-USD&range=6h");
  const mark = own.getByTestId("mark-strip").getByRole("button", { name: /2 stories/ });
  await mark.press("Enter");
  const opened = own.getByTestId("opened-marks");
  await expect.poll(() => opened.textContent()).toContain("Exchange in Osaka halts ETH withdrawals");
  await expect.poll(() => opened.textContent()).toContain("story that names ETH");
  await expect
    .poll(() => opened.getByRole("link", { name: "In the world" }).first().getAttribute("href"))
    .toMatch(/^#\/world\?story=(quake|calm)$/);
  await own.reload();
  await expect.poll(() => opened.textContent()).toContain("Exchange in Osaka");
  await opened.getByRole("button", { name: "Show all" }).click();
  await expect.poll(() => hashOf(own)).toBe("#/markets?asset=ETH-USD&range=6h");
  await own.close();
});

test("a link with an asset that there is not: said so, with near names and the list", async () => {
  await go(page, "#/markets?asset=ETX-USD");
  const unknown = page.getByTestId("unknown-asset");
  await expect.poll(() => unknown.textContent()).toContain("There is no asset ETX-USD here");
  await expect
    .poll(() => unknown.getByRole("link", { name: "ETH", exact: true }).getAttribute("href"))
    .toBe("#/markets?asset=ETH-USD");
  await unknown.getByRole("link", { name: /^All \d+ assets$/ }).click();
  await expect.poll(() => hashOf(page)).toBe("#/markets");
  expect(browser.complaints).toEqual([]);
});

test("rows keep their places while a mouse points at them, and are sorted anew once it leaves", async () => {
  await go(page, "#/markets");
  await page.getByTestId("price-row-ETH-USD").waitFor();
  const before = await rowNames(page);
  const prices = () => page.locator(".mk-price").allTextContents();
  const pricesBefore = await prices();
  await page.locator(".mk-row").nth(2).hover();
  await page.getByText("Order held").waitFor();
  await replayTo(world, world.clock.nowMs + 12 * minuteMs);
  await expect.poll(prices).not.toEqual(pricesBefore);
  expect(await rowNames(page)).toEqual(before);
  await page.mouse.move(2, 2);
  await page.getByText("Order held").waitFor({ state: "detached" });
  await expect.poll(() => rowNames(page)).not.toEqual(before);
});

test("three widths, light and dark: nothing wider than the screen, nothing that accessibility rules forbid", async () => {
  mkdirSync(pictures, { recursive: true });
  const views = {
    markets: "#/markets",
    asset: "#/markets?asset=ETH-USD&range=6h&sma=20&bands=20&rsi=14",
  };
  for (const [name, size] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const other = await browser.openPage({ viewport: size, colorScheme, hash: vaultHash });
      await other.getByTestId("connection").and(other.locator("[data-phase=live]")).waitFor();
      for (const [view, hash] of Object.entries(views)) {
        await go(other, hash);
        if (view === "asset") {
          await other.locator(".mk-canvas canvas").first().waitFor();
          await other.getByTestId("mark-strip").getByRole("button").first().waitFor();
          await other.getByTestId("sources").waitFor();
        } else await other.getByTestId("price-row-ETH-USD").waitFor();
        await expect.poll(() => widerThanScreen(other), { message: `${view} ${name} ${colorScheme}` }).toBe(0);
        expect(await accessibilityProblems(other), `${view} ${name} ${colorScheme}`).toEqual([]);
        const path = join(pictures, `${view}-${name}-${colorScheme}.png`);
        await other.screenshot({ path, fullPage: true, animations: "disabled" });
      }
      await other.close();
    }
  }
  expect(browser.complaints).toEqual([]);
});

test("the store is down: what the page has seen is drawn, and said so; when it is back the whole history is", async () => {
  await world.stopPostgres();
  const other = await browser.openPage({ hash: "#/markets?asset=BTC-USD&range=6h" });
  await expect
    .poll(() => other.getByTestId("bars-problem").textContent())
    .toMatch(/The store does not answer.*what this page has seen itself/);
  await replayTo(world, world.clock.nowMs + 4 * minuteMs);
  await other.locator(".mk-canvas canvas").first().waitFor();
  await world.restartPostgres();
  await other.reload();
  await expect.poll(() => other.getByTestId("bars-problem").count()).toBe(0);
  await other.locator(".mk-canvas canvas").first().waitFor();
  await other.close();
  // The browser itself writes each refused request to the console.
  expect(browser.complaints.splice(0).filter((text) => !text.includes("503"))).toEqual([]);
});

/** A story as the store tells it. The recorded world has none in the hours of these prices. */
function story(id: string, title: string, firstPublishedMs: number) {
  return {
    ...{ id, title, state: "open", mergedInto: null, splitFrom: null, category: "exploit", eventIds: [id] },
    ...{ publisherFamilies: ["reuters"], firstPublishedMs, lastPublishedMs: firstPublishedMs },
    ...{ expiresAtMs: firstPublishedMs + 1_440 * minuteMs, severity: 0.7, confidence: 0.8, methodVersion: "1" },
    factors: { growth: 0, liquidity: 0, risk: -0.5, regulation: 0, shock: 0 },
  };
}
