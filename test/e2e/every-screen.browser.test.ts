import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { openBrowser } from "./open-browser.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { fallMs, minuteMs, replayTo, startTestWorld } from "./test-world.ts";

/** Each screen with what a market, a vault and a cast leave in it; where a screen has further views, those too. */
const screens = [
  ["overview", "#/overview"],
  ["markets", "#/markets"],
  ["market", "#/markets?asset=ETH-USD"],
  ["world", "#/world"],
  ["clusters", "#/clusters"],
  ["cascades", "#/cascades"],
  ["triggers", "#/triggers"],
  ["trigger", "#/triggers?id=eth-falls"],
  ["spells", "#/spells"],
  ["vault", "#/vault"],
  ["data", "#/data"],
  ["pipeline", "#/pipeline"],
  ["settings", "#/settings"],
] as const;

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  world = await startTestWorld("every-screen");
  browser = await openBrowser(world);
  await replayTo(world, fallMs + 6 * minuteMs);
  page = await browser.openPage();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test.each(screens)(
  "%s: stands without a violation in both themes, and is nowhere wider than the screen",
  async (name, hash) => {
    await page.evaluate(`window.location.hash = ${JSON.stringify(hash)}`);
    const id = hash.replace("#/", "").split("?")[0];
    const area = page.getByTestId(`panel-${id}`);
    await area.locator(".panel").first().waitFor();
    // All that comes has come: nothing is loading any more.
    await expect.poll(() => area.locator(".skeleton:visible").count(), { timeout: 30_000 }).toBe(0);
    expect(await area.getByTestId("panel-broken").count()).toBe(0);
    expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
    expect(await takeScreenshots(page, name)).toEqual([]);
  },
);

test("what judges the screens sees a violation where there is one", async () => {
  await page.evaluate("document.querySelector('main').append(document.createElement('button'))");
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([
    expect.stringMatching(/^light: button-name/),
    expect.stringMatching(/^dark: button-name/),
  ]);
});

test("nothing was complained of", () => {
  expect(browser.complaints).toEqual([]);
});
