import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { World } from "../../local/world.ts";
import { findChromium } from "../find-chromium.ts";
import { fallMs, minuteMs, replayTo, startTestWorld } from "./test-world.ts";

const root = join(import.meta.dirname, "../..");
const pictures = resolve(root, process.env.PORTENT_SCREENSHOTS ?? ".portent/screenshots");
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

let world: World;
let browser: Browser;
let page: Page;
/** What a healthy page never has: errors, violations of its policy, requests to somewhere else. */
const complaints: string[] = [];

beforeAll(async () => {
  world = await startTestWorld("dashboard");
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found: npm test installs one");
  browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  page = await openPage(sizes.desktop);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test("before the first price the page says that it waits, and shows the vault", async () => {
  await page.getByTestId("connection").and(page.locator("[data-phase=live]")).waitFor();
  await page.getByTestId("trigger-eth-falls").waitFor();
  expect(await page.getByTestId(/^price-row-/).count()).toBe(0);
  expect(await page.getByTestId("trigger-eth-falls").textContent()).toContain("If ETH falls 5 % in an hour");
});

test("prices come in by themselves: twenty assets, one source stale, which feed it is", async () => {
  await replayTo(world, fallMs - 2 * minuteMs);
  await page.getByTestId("price-row-ETH-USD").waitFor();
  await expect.poll(() => page.getByTestId(/^price-row-/).count()).toBe(20);
  expect((await page.getByTestId("feed-badge").textContent())?.toLowerCase()).toMatch(/recorded|reconstructed/);
  expect(await page.getByTestId("trigger-eth-falls").getAttribute("data-state")).toBe("watching");
});

test("the fall fires, and the cast walks to its end before the reader's eyes", async () => {
  await replayTo(world, fallMs);
  const state = page.getByTestId("cast-state");
  await expect.poll(() => state.getAttribute("data-state"), { timeout: 15_000 }).toBe("FINALIZED");
  const [cast] = (await world.view()).casts;
  expect(await page.getByTestId("cast-hash").getAttribute("title")).toBe(cast?.txHash);
  expect(await page.getByTestId("balance-before").textContent()).toMatch(/10\s*WETH/);
  expect(await page.getByTestId("balance-after").textContent()).toMatch(/5\s*WETH/);
});

test("factors, clusters and the freshness of every stage", async () => {
  await replayTo(world, Date.UTC(2021, 4, 19, 12));
  for (const factor of ["growth", "liquidity", "risk", "regulation", "shock"])
    await page.getByTestId(`factor-${factor}`).waitFor();
  await page
    .getByTestId(/^cluster-/)
    .first()
    .waitFor();
  for (const stage of ["ingest", "enrich", "ticks", "analytics", "evaluate", "journal"]) {
    await expect
      .poll(() => page.getByTestId(`stage-${stage}`).getAttribute("data-freshness"), { timeout: 10_000 })
      .toBe("fresh");
  }
});

test("desktop and phone, light and dark: nothing wider than the screen", async () => {
  mkdirSync(pictures, { recursive: true });
  for (const [name, size] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const other = await openPage(size, colorScheme);
      await other.getByTestId("cast-hash").waitFor();
      await other.getByTestId("price-row-ETH-USD").waitFor();
      await other.locator(".recharts-surface path").first().waitFor();
      const overflow = await other.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(overflow, `${name} ${colorScheme}`).toBe(0);
      await other.screenshot({
        path: join(pictures, `dashboard-${name}-${colorScheme}.png`),
        fullPage: true,
        animations: "disabled",
      });
      await other.close();
    }
  }
});

test("the Workers die: the page says so and keeps what it has; they come back: so does the page", async () => {
  expect(complaints).toEqual([]);
  await world.killWorkers();
  await expect
    .poll(() => page.getByTestId("connection").getAttribute("data-phase"), { timeout: 10_000 })
    .not.toBe("live");
  expect(await page.getByTestId(/^price-row-/).count()).toBe(20);
  await world.restartWorkers();
  await expect.poll(() => page.getByTestId("connection").getAttribute("data-phase"), { timeout: 30_000 }).toBe("live");
});

async function openPage(
  viewport: { width: number; height: number },
  colorScheme: "light" | "dark" = "light",
): Promise<Page> {
  const opened = await browser.newPage({ viewport, colorScheme, reducedMotion: "reduce" });
  opened.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  opened.on("pageerror", (error) => complaints.push(String(error)));
  opened.on("request", (request) => {
    if (!request.url().startsWith(world.baseUrl)) complaints.push(`asked ${request.url()}`);
  });
  const { address, viewToken } = world.vault;
  await opened.goto(`${world.baseUrl}/#vault=${address}&view=${viewToken}`);
  return opened;
}
