import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBuildList } from "../../local/build-list.ts";
import { replayStartMs } from "../../local/choose-feed.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { type BareTab, openBareBrowser } from "./open-bare-browser.ts";
import { openBrowser, widerThanScreen } from "./open-browser.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { minuteMs, replayTo, startTestWorld } from "./test-world.ts";

/** The page that this world serves. */
const pageDir = join(import.meta.dirname, "../../.portent/tests/dashboard-offline/page");

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
/** Newer builds are taken in a browser that has no tools attached to its service workers. */
let bare: Awaited<ReturnType<typeof openBareBrowser>>;
let reader: BareTab;

beforeAll(async () => {
  world = await startTestWorld("dashboard-offline");
  browser = await openBrowser(world);
  await replayTo(world, replayStartMs + 4 * minuteMs);
  page = await browser.openPage({ serviceWorkers: "allow" });
  bare = await openBareBrowser();
  reader = await bare.openTab(`${world.baseUrl}/#/overview`);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await bare.close();
});

test("it can be installed: a manifest with icons that are there, in the sizes that it says", async () => {
  const manifest = (await (await fetch(`${world.baseUrl}/manifest.webmanifest`)).json()) as {
    readonly name: string;
    readonly start_url: string;
    readonly display: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[];
  };
  expect(manifest).toMatchObject({ name: "Portent", start_url: "/", display: "standalone" });
  for (const { src, sizes } of manifest.icons.filter(({ src }) => src.endsWith(".png"))) {
    const bytes = Buffer.from(await (await fetch(`${world.baseUrl}${src}`)).arrayBuffer());
    expect([bytes.subarray(1, 4).toString(), `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`]).toEqual([
      "PNG",
      sizes,
    ]);
  }
  expect(manifest.icons.map(({ purpose }) => purpose)).toContain("maskable");
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = (await session.send("Page.getInstallabilityErrors")) as {
    readonly installabilityErrors: readonly { readonly errorId: string }[];
  };
  // A browser that keeps nothing of this profile installs nothing; nothing else stands in the way.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const worker = await fetch(`${world.baseUrl}/service-worker.js`);
  expect(worker.headers.get("cache-control")).toBe("no-cache");
});

test("the worker keeps the page and the last answers; of a vault it keeps nothing", async () => {
  await page.getByTestId("trigger-eth-falls").waitFor();
  // Both browsers have all files before the server is killed.
  for (const each of [page, reader]) {
    await expect.poll(() => isControlled(each), { timeout: 60_000 }).toBe(true);
  }
  await expect
    .poll(() => keptPaths(page, "portent-answers"), { timeout: 100_000 })
    .toEqual(expect.arrayContaining(["/v1/pipeline", "/v1/freshness", "/v1/prices", "/v1/prices/history"]));
  // What a view alone asks for is kept once the view was open.
  await page.evaluate('window.location.hash = "#/world"');
  await expect
    .poll(() => keptPaths(page, "portent-answers"))
    .toEqual(expect.arrayContaining(["/v1/world", "/v1/events", "/v1/stories", "/v1/relations"]));
  await page.evaluate('window.location.hash = "#/overview"');
  const files = await keptPaths(page, "portent-build-");
  expect(files).toEqual(expect.arrayContaining(["/", "/theme.js", "/manifest.webmanifest", "/icons/icon-192.png"]));
  expect(files.filter((path) => /duckdb|start-engine|demo-wallet\.json/.test(path))).toEqual([]);
  expect(files.filter((path) => path.startsWith("/assets/settings-page-"))).not.toEqual([]);
  await holdsNothingOfTheVault(page);
  expect(browser.complaints).toEqual([]);
  // But for how its owners close it without any server, which this browser keeps once its screen was open.
  await page.evaluate('window.location.hash = "#/vault"');
  await expect.poll(() => page.getByTestId("close-panel").getAttribute("data-state")).toBe("kept");
  await page.evaluate('window.location.hash = "#/overview"');
  await page.getByTestId("price-row-ETH-USD").waitFor();
});

test("without a network and without a server the page opens with what was last known, and says so", async () => {
  const price = await page.getByTestId("price-row-ETH-USD").textContent();
  await page.context().setOffline(true);
  await world.killWorkers();
  await page.reload();
  const banner = page.getByTestId("last-known");
  await banner.waitFor();
  await expect
    .poll(() => banner.textContent())
    .toMatch(/Last known data, from \d\d:\d\d UTC, \d+ [sm] ago; not live\./);
  await expect.poll(() => banner.textContent()).toContain("Its prices stand at 19 May 2021, 10:0");
  await expect.poll(() => banner.textContent()).toContain("What a vault shows is never kept in this browser");
  await expect.poll(() => page.getByTestId("connection").getAttribute("data-phase")).toBe("offline");
  // The same prices as before; the little line in the row may end earlier.
  const shown = (text: string | null) => /ETH.*?[\d,]+\.\d\d/.exec(text ?? "")?.[0];
  expect(shown(await page.getByTestId("price-row-ETH-USD").textContent())).toBe(shown(price));
  await page.getByTestId("stored-mark").first().waitFor();
  await expect.poll(() => page.getByTestId("trigger-eth-falls").count()).toBe(0);
  await holdsNothingOfTheVault(page);
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "offline")).toEqual([]);
});

test("every view opens offline, in its own words", async () => {
  for (const id of [
    "markets",
    "world",
    "clusters",
    "cascades",
    "triggers",
    "spells",
    "vault",
    "pipeline",
    "settings",
  ]) {
    await page.evaluate(`window.location.hash = "#/${id}"`);
    await page.getByTestId(`panel-${id}`).locator(".panel").first().waitFor();
    expect(await page.getByTestId("panel-broken").count(), id).toBe(0);
    await expect.poll(() => widerThanScreen(page), { message: id }).toBe(0);
  }
});

test("what is shown from this browser's storage is marked in its place, in every view", async () => {
  const marked: Readonly<Record<string, readonly string[]>> = {
    "#/overview?asset=ETH-USD": ["What changed", "ETH Ether"],
    "#/markets?asset=ETH-USD": ["ETH Ether", "Sources"],
    "#/world": ["Where", "Feed", "Factors", "What is unusual", "What moved together"],
    "#/pipeline": ["Pipeline", "Freshness"],
    "#/pipeline?tab=lag": ["How late it was"],
    "#/pipeline?tab=sources": ["Sources now"],
    "#/pipeline?tab=graph": ["From schedule to store"],
  };
  for (const [hash, titles] of Object.entries(marked)) {
    await page.evaluate(`window.location.hash = ${JSON.stringify(hash)}`);
    for (const title of titles) {
      const mark = page.getByRole("region", { name: title, exact: true }).getByTestId("stored-mark");
      await expect.poll(() => mark.first().textContent(), { message: `${hash} ${title}` }).toMatch(/^last known, \d/);
    }
  }
});

test("the vault offline: that it is not kept and what goes on, and how its owners close it without any server", async () => {
  await page.evaluate('window.location.hash = "#/vault"');
  const missing = page.getByTestId("vault-unreachable");
  await missing.waitFor();
  await expect
    .poll(() => missing.textContent())
    .toMatch(
      /^Your vault cannot be read now: the server does not answer\..*never kept in this browser.*triggers and casts go on/,
    );
  await expect.poll(() => missing.textContent()).toContain(world.vault.address);
  await missing.getByRole("button", { name: "Try again now" }).click();
  const close = page.getByTestId("close-panel");
  await expect.poll(() => close.getAttribute("data-state")).toBe("kept");
  await close.locator("summary").click();
  await expect.poll(() => close.textContent()).toMatch(/The server does not answer\. What follows was read .* ago/);
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "vault-offline")).toEqual([]);
  await page.evaluate('window.location.hash = "#/triggers?id=eth-falls"');
  await page.getByRole("region", { name: "eth-falls" }).getByText("The server does not answer.").waitFor();
});

test("who leaves the vault offline can still close it later: what closes it stays in the browser", async () => {
  const other = await page.context().newPage();
  const { address, viewToken } = world.vault;
  await other.goto(`${world.baseUrl}/#vault=${address}&view=${viewToken}`);
  await other.evaluate('window.location.hash = "#/vault"');
  await other.getByTestId("vault-unreachable").waitFor();
  await other.getByRole("button", { name: "Leave this vault" }).click();
  await other.getByText("No vault is open in this tab").waitFor();
  const kept = `localStorage.getItem("portent.owner-close.${address.toLowerCase()}")`;
  expect(await other.evaluate(kept)).toContain("safeTx");
  await other.close();
});

test("a page that is opened from nothing while offline has what the browser keeps", async () => {
  const other = await page.context().newPage();
  await other.goto(`${world.baseUrl}/#/pipeline`);
  await other.getByTestId("last-known").waitFor();
  await other.getByTestId("stage-ingest").waitFor();
  await expect.poll(() => other.getByTestId("last-known").textContent()).not.toContain("vault");
  await other.close();
});

test("back after a while, everything renews without a reload", async () => {
  await page.evaluate('window.location.hash = "#/overview"; window.isTheSamePage = true');
  await world.restartWorkers();
  await page.context().setOffline(false);
  await expect.poll(() => page.getByTestId("connection").getAttribute("data-phase"), { timeout: 30_000 }).toBe("live");
  await page.getByTestId("last-known").waitFor({ state: "detached" });
  await page.getByTestId("trigger-eth-falls").waitFor();
  await replayTo(world, world.clock.nowMs + 4 * minuteMs);
  await expect.poll(() => page.locator(".feed-clock").textContent()).toMatch(/10:[01]\d/);
  await expect.poll(() => page.getByTestId("stored-mark").count()).toBe(0);
  expect(await page.evaluate("window.isTheSamePage")).toBe(true);
  // The browser writes each request that found no server to the console; the local demo wallet looks for its file at each load.
  const expected = /ERR_|WebSocket connection|^TypeError: Failed to fetch$/;
  expect(browser.complaints.splice(0).filter((text) => !expected.test(text))).toEqual([]);
});

test("an hour without a connection, and back: the line is tried again soon, and goes on where it broke", async () => {
  const tab = await browser.openPage({ hash: "#/overview" });
  await tab.clock.install();
  await tab.reload();
  await tab.getByTestId("price-row-ETH-USD").waitFor();
  const asked: string[] = [];
  tab.on("websocket", (socket) => asked.push(new URL(socket.url()).search));
  await tab.context().setOffline(true);
  await tab.evaluate("window.dispatchEvent(new Event('offline'))");
  await world.killWorkers();
  await expect.poll(() => tab.getByTestId("connection").getAttribute("data-phase")).not.toBe("live");
  await tab.clock.fastForward("01:00:00");
  await expect.poll(() => tab.locator(".banner-bad").textContent()).toContain("What you see stands at");
  await world.restartWorkers();
  await tab.context().setOffline(false);
  await tab.clock.fastForward(20_000);
  await tab.clock.resume();
  await expect.poll(() => tab.getByTestId("connection").getAttribute("data-phase"), { timeout: 30_000 }).toBe("live");
  expect(asked.at(-1)).toMatch(/^\?topic=public&after=\d+&epoch=[0-9a-f-]{36}$/);
  await replayTo(world, world.clock.nowMs + 2 * minuteMs);
  await tab.locator(".banner-bad").waitFor({ state: "detached" });
  await tab.context().close();
  browser.complaints.length = 0;
});

test("what the page keeps is told in the settings, and is forgotten when asked", async () => {
  await page.evaluate('window.location.hash = "#/settings"');
  const kept = page.getByTestId("kept-things");
  await expect.poll(() => kept.textContent()).toContain("Last known answers");
  await expect.poll(() => page.getByTestId("build-id").textContent()).toBe(await buildOf(page));
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "settings-kept")).toEqual([]);
  await page.getByRole("button", { name: "Forget all of it" }).click();
  await page.getByRole("button", { name: "Yes, forget it" }).click();
  await expect.poll(() => page.evaluate("performance.getEntriesByType('navigation').length && location.hash")).toBe("");
  await page.getByTestId("price-row-ETH-USD").waitFor();
  expect(await page.evaluate("sessionStorage.length")).toBe(0);
});

test("a new build is fetched whole; the page goes on until the reader says so, and no file of the old one is in the new", async () => {
  await reader.waitFor("price-row-ETH-USD");
  await expect.poll(() => isControlled(reader)).toBe(true);
  const before = await buildOf(reader);
  await reader.evaluate("window.isTheSamePage = true");
  changePage("second");
  await untilUpdated(reader);
  expect(await textOf(reader, "update-banner")).toContain("A new version is ready.");
  // Nothing has changed under the reader: a view that was not opened yet is of the version that the page began with.
  expect(await reader.evaluate("window.isTheSamePage && window.portentTestBuild === undefined")).toBe(true);
  await reader.evaluate('window.location.hash = "#/settings"');
  await reader.waitFor("setting-theme-dark");
  await expect.poll(() => textOf(reader, "build-id")).toBe(before);
  await reader.evaluate('window.location.hash = "#/overview"');
  await reader.evaluate(
    `[...document.querySelectorAll("[data-testid=update-banner] button")].find(({ textContent }) => textContent === "Load it now").click()`,
  );
  await expect
    .poll(() => reader.evaluate("window.isTheSamePage === undefined && window.portentTestBuild"))
    .toBe("second");
  await reader.waitFor("price-row-ETH-USD");
  expect(await buildOf(reader)).not.toBe(before);
  expect(await countOf(reader, "update-banner")).toBe(0);
});

test("a newer build is there at the next load, and other tabs are told and go on", async () => {
  const other = await bare.openTab(`${world.baseUrl}/#/markets`);
  await other.waitFor("price-row-ETH-USD");
  changePage("third");
  await untilUpdated(reader);
  await reader.reload();
  await reader.waitFor("price-row-ETH-USD");
  expect(await reader.evaluate("window.portentTestBuild")).toBe("third");
  expect(await countOf(reader, "update-banner")).toBe(0);
  await other.waitFor("update-banner");
  expect(await other.evaluate("window.portentTestBuild")).toBe("second");
  await other.evaluate('window.location.hash = "#/settings"');
  await other.waitFor("setting-theme-dark");
  await other.close();
});

test("files of two builds are never mixed: a list that does not fit what the server has is not taken", async () => {
  const before = await buildOf(reader);
  const path = join(pageDir, "theme.js");
  const text = readFileSync(path, "utf8");
  changePage("fourth");
  writeFileSync(path, `${text}\n// of a fifth build\n`);
  await reader.evaluate(browserLooks);
  await expect
    .poll(() =>
      reader.evaluate(
        "caches.keys().then((names) => names.filter((name) => name.startsWith('portent-build-')).length)",
      ),
    )
    .toBe(3);
  expect(await countOf(reader, "update-banner")).toBe(0);
  await reader.reload();
  await reader.waitFor("price-row-ETH-USD");
  expect([await buildOf(reader), await reader.evaluate("window.portentTestBuild")]).toEqual([before, "third"]);
  writeFileSync(path, text);
});

/** What stands in the caches whose names begin so, as paths. */
const keptPaths = (opened: Page, prefix: string) =>
  opened.evaluate(
    `caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("${prefix}"))
      .map((name) => caches.open(name).then((cache) => cache.keys()))))
      .then((lists) => lists.flat().map(({ url }) => new URL(url).pathname))`,
  ) as Promise<string[]>;

async function holdsNothingOfTheVault(opened: Page): Promise<void> {
  const texts = (await opened.evaluate(
    `caches.keys().then(async (names) => {
      const texts = [];
      for (const name of names.filter((each) => !each.startsWith("portent-build-"))) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          texts.push(request.url + " " + [...request.headers].join(" ") + (await (await cache.match(request)).text()));
        }
      }
      return texts;
    })`,
  )) as readonly string[];
  const { address, viewToken } = world.vault;
  expect(texts.length).toBeGreaterThan(3);
  expect(
    texts.filter((text) => text.toLowerCase().includes(address.toLowerCase()) || text.includes(viewToken)),
  ).toEqual([]);
  const paths = (await keptPaths(opened, "portent-")).filter((path) => path.startsWith("/v1/"));
  expect(paths.filter((path) => /vault|owner|trigger|export|live/.test(path))).toEqual([]);
}

type Driven = { readonly evaluate: (expression: string) => Promise<unknown> };

const isControlled = (opened: Driven) => opened.evaluate("navigator.serviceWorker.controller !== null");

/** Asked again where no answer comes: a worker that is being replaced may end with the question. */
async function buildOf(opened: Driven): Promise<string> {
  let build: unknown = null;
  await expect
    .poll(async () => {
      build = await opened.evaluate(within5s(askBuild));
      return build;
    })
    .toEqual(expect.any(String));
  return String(build);
}

const within5s = (promise: string): string =>
  `Promise.race([${promise}, new Promise((resolve) => setTimeout(() => resolve(null), 5_000))])`;

const askBuild = `new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data);
  navigator.serviceWorker.controller.postMessage("which-build", [port2]);
})`;

const browserLooks = within5s(
  "navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => undefined, () => undefined)",
);

const find = (testId: string): string => `document.querySelectorAll("[data-testid=${testId}]")`;
const countOf = (opened: Driven, testId: string) => opened.evaluate(`${find(testId)}.length`);
const textOf = async (opened: Driven, testId: string) =>
  String(await opened.evaluate(`${find(testId)}[0]?.textContent`));

/**
 * Looks for a newer build until it can be loaded, as a tab does by itself every half hour. While the server changes its files one after the
 * other, a build is not taken; the next look takes it.
 */
async function untilUpdated(opened: Driven): Promise<void> {
  await expect
    .poll(
      async () => {
        await opened.evaluate(browserLooks);
        return countOf(opened, "update-banner");
      },
      { timeout: 30_000 },
    )
    .toBe(1);
}

/** Another build of the page in the place of the one that is served. */
function changePage(name: string): void {
  const path = join(pageDir, "theme.js");
  appendFileSync(path, `\nwindow.portentTestBuild = "${name}";\n`);
  writeBuildList(pageDir);
}
