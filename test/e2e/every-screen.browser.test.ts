import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../../local/wait-until.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { openBrowser } from "./open-browser.ts";
import { answerCascades, simulateRun } from "./simulated-cascades.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { analyticsMs, replayTo, startTestWorld } from "./test-world.ts";

type Screen = {
  readonly name: string;
  readonly hash: string;
  /** What is only there once it has something to show. */
  readonly full: string;
  readonly prepare?: () => Promise<void>;
  /** What its pictures must show. */
  readonly shown?: string;
};

/**
 * Each screen with what a market, a vault, a cast and the six-hour job leave in it; where a screen has further views, those too.
 * Where a screen needs what the replay does not have, it is simulated, and told in `docs/dashboard.md`, which shows its picture.
 */
const screens: readonly Screen[] = [
  { name: "overview", hash: "#/overview", full: ".stress-row" },
  { name: "markets", hash: "#/markets", full: ".sparkline" },
  { name: "market", hash: "#/markets?asset=ETH-USD", full: "canvas" },
  { name: "world", hash: "#/world", full: "[data-testid^='story-']" },
  { name: "clusters", hash: "#/clusters?near=ETH-USD", full: "[data-testid='neighbours'] tbody tr" },
  { name: "cascades-none", hash: "#/cascades", full: "[data-testid='no-edges'], [data-testid='edges'] tbody tr" },
  {
    name: "cascades",
    hash: "#/cascades?shock=BTC-USD%3D-0.1%2CDOGE-USD%3D0.05",
    full: "[data-testid='scenario-result']",
    // The page keeps what it has read; only a page that is opened anew asks again.
    prepare: async () => {
      await answerCascades(page, simulateRun(analyticsMs));
      await page.reload();
    },
  },
  { name: "triggers", hash: "#/triggers", full: ".tr-row" },
  { name: "trigger", hash: "#/triggers?id=eth-falls", full: "[data-testid='detail-fire']" },
  { name: "spells", hash: "#/spells", full: "[data-testid='spell-list'] li" },
  { name: "vault", hash: "#/vault", full: "[data-testid='cast-row']" },
  {
    name: "data",
    hash: "#/data",
    full: "[data-testid='result-rows'] tr[aria-rowindex='2']",
    prepare: () => page.getByRole("button", { name: "Start the console and run" }).click(),
    shown: ".data-result",
  },
  { name: "pipeline", hash: "#/pipeline", full: "[data-testid='stage-analytics']" },
  { name: "pipeline-lag", hash: "#/pipeline?tab=lag", full: ".pipe-lag-line" },
  { name: "pipeline-sources", hash: "#/pipeline?tab=sources", full: "[data-testid='sources'] tbody tr" },
  { name: "pipeline-letters", hash: "#/pipeline?tab=letters", full: ".notice" },
  { name: "pipeline-runs", hash: "#/pipeline?tab=runs", full: "[data-testid='runs'] tbody tr" },
  { name: "pipeline-graph", hash: "#/pipeline?tab=graph", full: "[data-testid='pipeline-graph']" },
  { name: "settings", hash: "#/settings", full: ".setting" },
];

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  world = await startTestWorld("every-screen");
  browser = await openBrowser(world);
  await replayTo(world, analyticsMs);
  // Clusters come before exports, and of those this dataset is the last.
  const areExported = async () =>
    (await world.getJson<{ exports: { dataset: string }[] }>("/v1/exports")).exports.some(
      ({ dataset }) => dataset === "pipeline_runs",
    );
  expect(await waitUntil(60_000, areExported)).toBe(true);
  page = await browser.openPage();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test.each(screens)(
  "$name: full, it stands without a violation in both themes, and is nowhere wider than the screen",
  async ({ name, hash, full, prepare, shown }) => {
    await page.evaluate(`window.location.hash = ${JSON.stringify(hash)}`);
    const id = hash.replace("#/", "").split("?")[0];
    const area = page.getByTestId(`panel-${id}`);
    await area.locator(".panel").first().waitFor();
    await prepare?.();
    await area.locator(full).first().waitFor();
    // All that comes has come: nothing is loading any more.
    await expect.poll(() => area.locator(".skeleton:visible").count(), { timeout: 30_000 }).toBe(0);
    await expect.poll(() => area.getByTestId("panel-broken").count()).toBe(0);
    expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
    expect(await takeScreenshots(page, name, shown === undefined ? undefined : page.locator(shown))).toEqual([]);
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
