import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LiveMessage } from "../../contracts/live.ts";
import { type MarketReading, WorldSnapshot } from "../../contracts/world.ts";
import { replayStartMs } from "../../local/choose-feed.ts";
import { startWebsocketBridge } from "../../local/postgres/websocket-bridge.ts";
import type { World } from "../../local/world.ts";
import { openWriter } from "../../store/connect.ts";
import { eventRecord, marketRecord, relationRecord, storyRecord } from "../../store/sample-world-records.ts";
import { writeJournal } from "../../store/write-journal.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { openBrowser, screenSizes, widerThanScreen } from "./open-browser.ts";
import { serveWorld } from "./serve-world.ts";
import { pictures } from "./take-screenshots.ts";
import { fallMs, minuteMs, replayTo, startTestWorld } from "./test-world.ts";

const noonMs = Date.UTC(2021, 4, 19, 12);
const toldMs = replayStartMs - 10 * minuteMs;
const item = (title: string, link: string) =>
  `<item><title>${title}</title><link>${link}</link><pubDate>${new Date(toldMs).toUTCString()}</pubDate></item>`;
const headlines = [
  item("Iran launches missile attack on Israel, many killed", "https://one.example/war"),
  item("China bans crypto exchanges and mining", "https://one.example/ban"),
  item("Hackers drain lending protocol in a large exploit", "https://one.example/hack"),
];

let world: World;
let outside: Awaited<ReturnType<typeof serveWorld>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  outside = await serveWorld({
    feeds: {
      type: "application/rss+xml",
      body: `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${headlines.join("")}</channel></rss>`,
    },
    eonet: { status: 500, body: "down" },
  });
  world = await startTestWorld("dashboard-world", { sources: () => outside.urls });
  browser = await openBrowser(world);
  page = await browser.openPage();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await outside.stop();
});

const go = (opened: Page, hash: string) => opened.evaluate(`window.location.hash = ${JSON.stringify(hash)}`);
const hashOf = (opened: Page): string => decodeURIComponent(new URL(opened.url()).hash);
const readWorld = async () => WorldSnapshot.parse(await world.getJson("/v1/world"));

test("before anything is known the overview and the world say so, and what will come", async () => {
  await page.getByTestId("trigger-eth-falls").waitFor();
  await page.getByText("Nothing is known yet").waitFor();
  await go(page, "#/world");
  await page.getByText("The world was not read yet").waitFor();
  await page
    .getByText("No event is like that")
    .or(page.getByText("No story was read yet"))
    .or(page.getByText("No story in this window"))
    .first()
    .waitFor();
});

test("the fall: what changed says what moves and what the vault did, the vault first, while its cast walks to its end", async () => {
  await go(page, "#/overview");
  await replayTo(world, fallMs);
  await expect
    .poll(() => page.getByTestId("cast-state").getAttribute("data-state"), { timeout: 20_000 })
    .toBe("FINALIZED");
  const changes = page.getByTestId("changes").getByRole("listitem");
  await expect
    .poll(() => changes.first().textContent())
    .toMatch(/^Vault“If ETH falls 5 % in an hour.*” fired; its cast of .* is finalized\.(now|\d+ m ago)$/);
  await expect
    .poll(() => changes.allTextContents())
    .toContainEqual(expect.stringMatching(/^Price[A-Z]+ fell \d+\.\d\d % in an hour/));
  await changes.filter({ hasText: "fired" }).getByRole("link").click();
  await expect.poll(() => hashOf(page)).toBe("#/vault");
  await page.goBack();
});

test("movers: over an hour, over a day of which there is no price yet; one pressed is the chart's", async () => {
  const movers = page.getByTestId(/^mover-/);
  await movers.first().waitFor();
  const changesOf = async (): Promise<number[]> =>
    (await movers.allTextContents()).map((text) => Number(/([+−][\d.]+) %$/.exec(text)?.[1]?.replace("−", "-")));
  const found = await changesOf();
  const [down, up] = [found.filter((change) => change < 0), found.filter((change) => change > 0)];
  expect(down).toEqual(down.toSorted((a, b) => a - b));
  expect(up).toEqual(up.toSorted((a, b) => b - a));
  const chosen = (await movers.nth(1).getAttribute("data-testid"))?.replace("mover-", "") ?? "";
  await movers.nth(1).press("Enter");
  await expect.poll(() => hashOf(page)).toBe(`#/overview?asset=${chosen}`);
  await page.locator("#chart-heading", { hasText: chosen.replace("-USD", "") }).waitFor();
  await page.locator(".panel-movers").getByRole("button", { name: "24 h" }).click();
  await page.getByText("No price of 24 hours ago").waitFor();
  await expect.poll(() => hashOf(page)).toContain("movers=24h");
  await page.locator(".panel-movers").getByRole("button", { name: "1 h" }).click();
});

test("at noon: how the market moves, five factors, how fresh it is; each leads to where one sees more", async () => {
  await replayTo(world, noonMs);
  await page.getByTestId("market-regime").waitFor();
  for (const factor of ["growth", "liquidity", "risk", "regulation", "shock"])
    await page.getByTestId(`factor-${factor}`).waitFor();
  const line = page.getByTestId("freshness-line");
  await expect.poll(() => line.textContent()).toMatch(/^Prices .* old · .*fresh/);
  await expect.poll(() => line.getAttribute("href")).toBe("#/pipeline");
  expect(
    await page
      .getByTestId(/^stress-/)
      .first()
      .getByRole("link")
      .getAttribute("href"),
  ).toMatch(/^#\/clusters\?cluster=/);
});

test("why did the risk factor fall: pressing it shows the events that weigh on it, in order, with their shares", async () => {
  await page.getByTestId("factor-risk").getByRole("link").click();
  await expect.poll(() => hashOf(page)).toBe("#/world?factor=risk");
  const told = (await readWorld()).factors.find(({ factor }) => factor === "risk");
  const shares = page.getByTestId("factor-shares").getByRole("listitem");
  await expect.poll(() => shares.count()).toBe(told?.evidence.length);
  const sizes = (await shares.locator(".number:first-child").allTextContents()).map((text) =>
    Math.abs(Number(text.replace("−", "-"))),
  );
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  await expect.poll(() => shares.first().textContent()).toContain(told?.evidence[0]?.title);
  await page.getByTestId("factor-line").locator(".world-line").waitFor();
  await expect
    .poll(() => page.getByTestId("factor-moved").textContent())
    .toMatch(/^It (stands|fell|rose).* the last 24 hours/);
  await page.getByText(/^Its \d+ readings as a table$/).click();
  await expect.poll(() => page.getByTestId("factor-line-table").locator("tbody tr").count()).toBeGreaterThan(2);
  // What is missing is told by its source's own words.
  await expect.poll(() => page.getByTestId("world-inputs").textContent()).toMatch(/missing eonet: /);
  await page.getByTestId("factor-risk").getByRole("button", { name: "risk" }).press("Enter");
  await expect.poll(() => hashOf(page)).toBe("#/world");
});

test("the feed: each story with who tells it, when, until when, what it says of the factors, and its evidence", async () => {
  const told = await readWorld();
  const ban = told.stories.find(({ title }) => title.startsWith("China bans"));
  const row = page.getByTestId(`story-${ban?.id}`);
  await row.waitFor();
  const text = await row.textContent();
  expect(text).toContain(
    `told by ${ban?.publisherFamilies.length} publisher families: ${ban?.publisherFamilies.join(", ")}`,
  );
  expect(text).toMatch(/published 19 May 2021, 09:50.*expires \d+ May 2021, \d\d:\d\d UTC/);
  for (const factor of ["growth", "liquidity", "risk", "regulation", "shock"]) expect(text).toContain(factor);
  expect(text).toMatch(/regulation−\d\.\d\d/);
  await row.getByText(/with evidence$/).click();
  const link = row.getByRole("link", { name: /one\.example/ }).first();
  await link.waitFor();
  await expect.poll(() => link.getAttribute("href")).toBe("https://one.example/ban");
  await expect.poll(() => link.getAttribute("rel")).toBe("noopener noreferrer");
  const severities = (
    await page.getByTestId("stories").locator(".world-item-main > .world-meta:nth-child(2)").allTextContents()
  ).map((words) => Number(/(?:mild|strong|severe) (\d\.\d\d)/.exec(words)?.[1]));
  expect(severities).toEqual(severities.toSorted((a, b) => b - a));
});

test("the map: one Tab stop, arrows from mark to mark, Enter chooses; a country alone is said to be one; the link holds it", async () => {
  const marks = page.getByTestId("map-mark");
  await expect.poll(() => page.getByTestId("world-map").getAttribute("data-atlas")).toBe("there");
  await expect.poll(() => marks.count()).toBeGreaterThan(3);
  await expect.poll(() => page.locator("[data-testid=map-mark][tabindex='0']").count()).toBe(1);
  await page.locator("[data-testid=map-mark][tabindex='0']").focus();
  // Several places of one story bear one name: which mark it is tells them apart.
  const visited = new Set<number>();
  for (let presses = 0; presses < 3; presses += 1) {
    visited.add(await marks.evaluateAll((all) => all.findIndex((mark) => mark.matches(":focus"))));
    await page.keyboard.press("ArrowRight");
  }
  expect(visited.size).toBe(3);
  expect(visited.has(-1)).toBe(false);
  const war = page.getByRole("button", { name: /Iran launches missile attack on Israel/ }).first();
  await war.focus();
  await page.keyboard.press("Enter");
  const chosen = page.getByTestId("map-chosen");
  await chosen.waitFor();
  await expect.poll(() => chosen.textContent()).toContain("names Israel and Iran");
  await expect.poll(() => hashOf(page)).toMatch(/at=/);
  await page.getByRole("button", { name: "Nearer" }).click();
  await expect.poll(() => hashOf(page)).toMatch(/map=2,/);
  await page.reload();
  await chosen.waitFor();
  await page.getByRole("button", { name: "Whole world" }).click();
  await expect.poll(() => hashOf(page)).not.toContain("map=");
  await page.getByRole("button", { name: "Choose none" }).click();
  // What has no place is not lost.
  const placeless = page.getByTestId("placeless");
  await placeless.locator("summary").click();
  await placeless.getByText("Hackers drain lending protocol").first().waitFor();
});

test("filters stand in the address; what a link asks for and is not there is said", async () => {
  const categories = page.getByTestId("stories").locator(".world-item-main > .world-meta .world-category");
  await page.getByLabel("Category", { exact: true }).selectOption("regulation");
  await expect.poll(async () => new Set(await categories.allTextContents())).toEqual(new Set(["regulation"]));
  await page.getByLabel("Severity", { exact: true }).selectOption("0.25");
  await page.getByLabel("Of the last", { exact: true }).selectOption("24");
  await page.getByLabel("Order", { exact: true }).selectOption("newest");
  await expect.poll(() => hashOf(page)).toBe("#/world?category=regulation&hours=24&severity=0.25&sort=newest");
  await page.reload();
  await expect.poll(() => page.getByLabel("Category", { exact: true }).inputValue()).toBe("regulation");
  await page.getByLabel("Category", { exact: true }).selectOption("health");
  await page.getByText("No story is like that").waitFor();
  await go(page, "#/world?category=weather&severity=9");
  await expect.poll(() => page.locator(".world-unknown").textContent()).toContain("category=weather, severity=9");
});

test("long lists come page by page; a story that others became a part of says so; what moved together, with its interval", async () => {
  await seed();
  await page.reload();
  await go(page, "#/world?list=events&sort=newest");
  await page.getByText("The newest 200 events are loaded").first().waitFor();
  await expect.poll(() => page.getByTestId("events").locator("> li").count()).toBe(25);
  await page.getByRole("button", { name: /^Show 25 more of 200 events/ }).click();
  await expect.poll(() => page.getByTestId("events").locator("> li").count()).toBe(50);
  await page.getByRole("button", { name: "Load older events" }).first().click();
  await page.getByRole("button", { name: /^Show 25 more of 2[1-9]\d events/ }).waitFor();
  await go(page, "#/world?category=trade");
  const talks = page.getByTestId("story-story:talks");
  await talks.waitFor();
  await expect.poll(() => talks.textContent()).toContain("Another story became a part of it.");
  await talks.getByText(/with evidence$/).click();
  await talks.getByText("Became a part of it: Story story:tariffs").waitFor();
  const relation = page.getByTestId("relations").locator("tbody tr").first();
  await expect.poll(() => relation.textContent()).toMatch(/market: cut and ETH.*[+−]\d\.\d\d to [+−]\d\.\d\d/);
});

test("a prediction market opens to its history; the shapes of countries do not come, and the map says so and stands", async () => {
  const other = await openWithMarket("#/world?market=cut");
  await other.getByTestId("market-cut").getByRole("button", { name: "Will cut happen?" }).waitFor();
  await other.getByTestId("market-line").locator(".world-line").waitFor();
  await expect
    .poll(() => other.getByTestId("market-line").getByRole("img").getAttribute("aria-label"))
    .toMatch(/25\.0 % at .*, 60\.0 % at/);
  await other.getByText("Its 2 readings as a table").click();
  await expect.poll(() => other.getByTestId("market-line-table").locator("tbody tr").count()).toBe(2);
  await other.locator(".world-map-problem").waitFor();
  await expect
    .poll(() => other.locator(".world-map-problem").textContent())
    .toContain("The shapes of the countries did not come");
  await expect.poll(() => other.getByTestId("map-mark").count()).toBeGreaterThan(0);
  await other.close();
  browser.complaints.length = 0;
});

test("without a vault the overview says so, and is whole all the same", async () => {
  const bare = await browser.openPage({ hash: "" });
  await bare.getByText("No vault is open in this tab").waitFor();
  await bare.getByTestId("changes").waitFor();
  await expect.poll(() => bare.getByTestId("cast-state").count()).toBe(0);
  await bare.close();
});

test("at three widths, in both themes: no violation, and nothing wider than the screen", async () => {
  mkdirSync(pictures, { recursive: true });
  const sizes = { ...screenSizes, tablet: { width: 1024, height: 768 } };
  const views = { overview: "#/overview", world: "#/world?factor=risk" };
  for (const [view, hash] of Object.entries(views)) {
    await go(page, hash);
    await page.getByTestId(view === "world" ? "factor-moved" : "changes").waitFor();
    await expect
      .poll(() => page.locator(`[data-testid=panel-${view}] .skeleton:visible`).count(), { timeout: 20_000 })
      .toBe(0);
    expect(await accessibilityProblemsInBothThemes(page), view).toEqual([]);
    for (const [name, size] of Object.entries(sizes)) {
      await page.setViewportSize(size);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expect.poll(() => widerThanScreen(page), { message: `${view} ${name}` }).toBe(0);
        await page.screenshot({
          path: join(pictures, `${view}-whole-${name}-${colorScheme}.png`),
          fullPage: true,
          animations: "disabled",
        });
      }
    }
    await page.setViewportSize(screenSizes.phone);
    expect(await accessibilityProblemsInBothThemes(page), `${view} on a phone`).toEqual([]);
    await page.setViewportSize(screenSizes.desktop);
  }
  expect(browser.complaints).toEqual([]);
});

/** What a day of the recorded feed has too little of, written as the pipeline writes it. */
async function seed(): Promise<void> {
  const bridge = await startWebsocketBridge({ postgresPort: Number(new URL(world.databaseUrl).port) });
  const writer = openWriter({ databaseUrl: world.databaseUrl, websocketProxy: bridge.url });
  const at = (minutesAgo: number) => noonMs - minutesAgo * minuteMs;
  const written = await writeJournal(writer, [
    ...Array.from({ length: 210 }, (_, index) =>
      eventRecord(`index-${index}`, at(5 + index), {
        severity: 0.05,
        category: "economy",
        evidenceUrl: "javascript:alert(1)",
      }),
    ),
    storyRecord("story:talks", at(60), { category: "trade", severity: 0.7 }),
    storyRecord("story:tariffs", at(90), { category: "trade", state: "merged", mergedInto: "story:talks" }),
    relationRecord("market.cut", "price.ETH-USD", at(0), 0.01),
    marketRecord("cut", at(40), 0.25, null),
    marketRecord("cut", at(10), 0.6, 1.5),
  ]);
  expect(written.ok).toBe(true);
  await writer.close();
  await bridge.stop();
}

/** A page of the real system whose newest reading of the world has a prediction market, too, and whose atlas does not come. */
async function openWithMarket(hash: string): Promise<Page> {
  const market: MarketReading = {
    ...{ id: "cut", question: "Will cut happen?", source: "polymarket", probability: 0.6, logit: 0.41, shift: 1.5 },
    ...{ volumeUsd: 1_250_000, liquidityUsd: null, state: "open", endsAtMs: null, sampleAtMs: noonMs - 10 * minuteMs },
  };
  const opened = await browser.openPage({ hash: "#/settings" });
  await opened.routeWebSocket(/topic=public/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      // Besides messages there are answers to what keeps the socket open.
      const message = LiveMessage.safeParse(String(text).startsWith("{") ? JSON.parse(String(text)) : null);
      if (!message.success || message.data.type !== "world") socket.send(text);
      else socket.send(JSON.stringify({ ...message.data, data: { ...message.data.data, markets: [market] } }));
    });
  });
  await opened.route("**/assets/countries-110m-*.json", (route) => route.abort());
  await opened.reload();
  await go(opened, hash);
  return opened;
}
