import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pageSizes } from "../../local/build.ts";
import { replayStartMs } from "../../local/choose-feed.ts";
import type { World } from "../../local/world.ts";
import { openBrowser, screenSizes, widerThanScreen } from "./open-browser.ts";
import { minuteMs, replayTo, startTestWorld } from "./test-world.ts";

type Panel = { readonly id: string; readonly title: string; readonly key: string };

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let panels: readonly Panel[];

beforeAll(async () => {
  world = await startTestWorld("dashboard-shell");
  browser = await openBrowser(world);
  await replayTo(world, replayStartMs + 10 * minuteMs);
  page = await browser.openPage();
  panels = await readMenu(page);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test("the vault's address opens the overview, and the token leaves the address at once", async () => {
  await page.getByTestId("price-row-ETH-USD").waitFor();
  await page.getByTestId("trigger-eth-falls").waitFor();
  await expect.poll(() => hashOf(page)).not.toContain("view=");
  await expect.poll(() => page.getByTestId("menu-overview").getAttribute("aria-current")).toBe("page");
  await expect.poll(() => page.title()).toMatch(/^ETH [\d,.]+ · Portent$/);
});

test("what the first view needs is under 250 kB gzipped, and the charts are not in it", () => {
  const first = pageSizes().filter(({ isFirstLoad }) => isFirstLoad);
  expect(first.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)).toBeLessThan(250_000);
  expect(first.filter(({ name }) => name.includes("chart")).map(({ name }) => name)).toEqual([]);
});

test("every view by the menu: its title, its heading with the focus, its address", async () => {
  expect(panels.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["overview", "markets", "world", "vault", "pipeline", "settings"]),
  );
  for (const { id, title } of panels.toReversed()) {
    await page.getByTestId(`menu-${id}`).click();
    await stands(page, { id, title });
    expect(
      await page
        .getByTestId(/^menu-/)
        .and(page.locator("[aria-current=page]"))
        .textContent(),
    ).toBe(title);
  }
});

test("every view by the palette: a few letters and Enter", async () => {
  for (const { id, title } of panels) {
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "View, asset or setting" });
    await field.waitFor();
    await page.keyboard.type(title.toLowerCase());
    const named = await field.getAttribute("aria-activedescendant");
    await expect.poll(() => page.locator(`[id="${named}"]`).getAttribute("data-testid")).toBe(`command-panel-${id}`);
    await page.keyboard.press("Enter");
    await field.waitFor({ state: "detached" });
    await stands(page, { id, title });
  }
});

test("every view by g and its key", async () => {
  for (const { id, title, key } of panels) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await stands(page, { id, title });
  }
});

test("an asset by the palette; arrows choose, Escape gives the focus back, letters in the field are letters", async () => {
  await go(page, "#/world");
  const search = page.getByRole("button", { name: "Search" });
  await search.click();
  const field = page.getByRole("combobox", { name: "View, asset or setting" });
  await page.keyboard.type("g?m");
  await expect.poll(() => field.inputValue()).toBe("g?m");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(1);
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  expect(await search.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  await expect.poll(() => hashOf(page)).toBe("#/world");

  await page.keyboard.press("Control+k");
  const options = page.getByRole("dialog").getByRole("option");
  const selected = () => page.locator("[role=option][aria-selected=true]").getAttribute("id");
  const ids = await options.evaluateAll((all) => all.map(({ id }) => id));
  const order = [await selected()];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"]) {
    await page.keyboard.press(key);
    order.push(await selected());
  }
  expect(order.map((id) => ids.indexOf(id ?? ""))).toEqual([0, 1, 2, 1, 0, ids.length - 1]);
  // Whatever is pressed, the focus stays in the dialog.
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press("Tab");
  expect(
    await page.evaluate(
      "document.activeElement === document.body || document.activeElement.closest('dialog') !== null",
    ),
  ).toBe(true);
  await field.fill("ether");
  await page.keyboard.press("Enter");
  await expect.poll(() => hashOf(page)).toBe("#/markets?asset=ETH-USD");
  await expect.poll(() => page.title()).toMatch(/^ETH [\d,.]+ · Portent$/);
});

test("? lists the keys", async () => {
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.waitFor();
  const text = await dialog.textContent();
  for (const { title, key } of panels) expect(text).toContain(`g ${key}${title}`);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("the address holds the view: a choice, the way back, a reload", async () => {
  await go(page, "#/markets");
  await page.getByTestId("panel-markets").getByTestId("price-row-BTC-USD").getByRole("link").click();
  await expect.poll(() => hashOf(page)).toBe("#/markets?asset=BTC-USD");
  await page.reload();
  await page.locator("#mk-asset-heading", { hasText: "BTC" }).waitFor();
  // Left and opened again by the menu, it is as it was left.
  await page.getByTestId("menu-world").click();
  await page.getByTestId("menu-markets").click();
  await expect.poll(() => hashOf(page)).toBe("#/markets?asset=BTC-USD");
  await page.goBack();
  await stands(page, { id: "world", title: "World" });
  await page.goBack();
  await page.goBack();
  await expect.poll(() => hashOf(page)).toBe("#/markets");
  await page.getByTestId("panel-markets").getByTestId("price-row-BTC-USD").waitFor();
  await expect.poll(() => page.locator("#mk-asset-heading").count()).toBe(0);
});

test("a link to a view that is not there: said so, its text kept, what there is", async () => {
  await go(page, "#/orderbook?pair=ETH-USD");
  const unknown = page.getByTestId("unknown-view");
  await expect.poll(() => unknown.textContent()).toContain("This link leads to a view that no longer exists");
  await expect.poll(() => unknown.textContent()).toContain("#/orderbook?pair=ETH-USD");
  await expect.poll(() => hashOf(page)).toBe("#/orderbook?pair=ETH-USD");
  await expect.poll(() => unknown.getByRole("link").allTextContents()).toEqual(panels.map(({ title }) => title));
  await unknown.getByRole("link", { name: "Pipeline" }).click();
  await stands(page, { id: "pipeline", title: "Pipeline" });
});

test("theme, density, time zone and keys change at once, hold in another tab, and survive a reload", async () => {
  const other = await browser.openPage({ timezoneId: "Europe/Berlin", hash: "#/settings" });
  const twin = await other.context().newPage();
  await twin.goto(`${world.baseUrl}/#/overview`);
  const root = (opened: Page) =>
    opened.evaluate(
      "({ ...document.documentElement.dataset, ground: getComputedStyle(document.body).backgroundColor })",
    );
  const clock = (opened: Page) => opened.locator(".feed-clock").textContent();
  await expect.poll(() => clock(other)).toMatch(/^Time of the feed: 19 May 2021 10:\d\d UTC$/);
  const before = await root(other);
  for (const choice of ["theme-dark", "density-compact", "timeZone-local"])
    await other.getByTestId(`setting-${choice}`).check();
  const dark = { theme: "dark", density: "compact", ground: "rgb(11, 14, 18)" };
  expect(before).toMatchObject({ density: "comfortable", ground: "rgb(243, 244, 246)" });
  for (const opened of [other, twin]) {
    await expect.poll(() => root(opened)).toEqual(dark);
    await expect.poll(() => clock(opened)).toMatch(/^Time of the feed: 19 May 2021 12:\d\d UTC\+2$/);
  }
  await other.reload();
  await expect.poll(() => root(other)).toEqual(dark);
  await expect.poll(() => other.getByTestId("zone-example").textContent()).toMatch(/12:\d\d UTC\+2$/);
  await expect.poll(() => other.getByTestId("setting-density-compact").isChecked()).toBe(true);

  await other.getByTestId("setting-singleKeys-off").check();
  await other.keyboard.press("?");
  await other.keyboard.press("g");
  await other.keyboard.press("w");
  await expect.poll(() => other.getByRole("dialog").count()).toBe(0);
  await expect.poll(() => hashOf(other)).toBe("#/settings");
  await other.keyboard.press("Control+k");
  await other.getByRole("combobox", { name: "View, asset or setting" }).fill("single keys on");
  await other.keyboard.press("Enter");
  await expect.poll(() => other.getByTestId("setting-singleKeys-on").isChecked()).toBe(true);

  // What is kept but not understood is as if it were not.
  await other.evaluate(
    "['theme', 'density', 'time-zone'].forEach((name) => localStorage.setItem('portent.' + name, 'Ω'))",
  );
  await other.reload();
  await expect.poll(() => clock(other)).toMatch(/10:\d\d UTC$/);
  expect(await root(other)).toEqual(before);
  await other.context().close();
});

test("changes in the unit that the reader chose; what is kept here is told; no control for what is not there yet", async () => {
  const other = await browser.openPage({ hash: "#/settings" });
  const panel = other.getByTestId("panel-settings");
  await panel.getByText("A fall by a hundredth: −1.00 %").waitFor();
  await other.getByTestId("setting-changes-basis-points").check();
  await panel.getByText("A fall by a hundredth: −100 bp").waitFor();
  await go(other, "#/markets");
  await expect.poll(() => other.getByTestId("price-row-ETH-USD").textContent()).toMatch(/[+−]?[\d,.]+ bp/);
  await other.reload();
  await expect.poll(() => other.getByTestId("price-row-ETH-USD").textContent()).toMatch(/[+−]?[\d,.]+ bp/);
  await go(other, "#/markets?asset=ETH-USD");
  await expect.poll(() => other.getByTestId("chart-summary").textContent()).toMatch(/to \$[\d,.]+, [+−]?[\d,.]+ bp\./);
  await expect.poll(() => other.getByTestId("quote-coinbase").textContent()).toMatch(/\d bp/);
  await go(other, "#/settings");
  // This browser has no service worker here.
  await panel.getByText("This browser keeps no copy of the page.").waitFor();
  await expect
    .poll(() => other.getByTestId("kept-things").textContent())
    .toContain("Settings: what you have chosen on this page1 choice");
  await panel.getByRole("button", { name: "Look for a newer version" }).click();
  await panel.getByText("each load fetches the newest version").waitFor();
  await panel.getByText("There are none yet: nothing is sent by mail, phone or chat.").waitFor();
  await expect
    .poll(() => panel.getByRole("link", { name: "the vault's view" }).first().getAttribute("href"))
    .toBe("#/vault");
  await panel.getByRole("button", { name: "Forget all of it" }).click();
  await panel.getByRole("button", { name: "Keep it" }).click();
  await panel.getByRole("button", { name: "Forget all of it" }).waitFor();
  await other.context().close();
});

test("a phone: every view fits, the bar holds the first, More the rest", async () => {
  const phone = await browser.openPage({ viewport: screenSizes.phone, hasTouch: true });
  await phone.getByTestId("price-row-ETH-USD").waitFor();
  for (const { id, title } of panels.toReversed()) {
    const link = phone.getByTestId(`menu-${id}`);
    if (!(await link.isVisible())) await phone.getByTestId("menu-more").tap();
    await link.tap();
    await stands(phone, { id, title });
    await expect.poll(() => widerThanScreen(phone), { message: id }).toBe(0);
    await expect.poll(() => phone.locator("#menu-rest:popover-open").count()).toBe(0);
  }
  await phone.getByTestId("menu-more").tap();
  await phone.locator("#menu-rest:popover-open").waitFor();
  await phone.keyboard.press("Escape");
  await expect.poll(() => phone.locator("#menu-rest:popover-open").count()).toBe(0);
  await go(phone, "#/no-such-view");
  await expect.poll(() => widerThanScreen(phone)).toBe(0);
  await phone.close();
});

test("the first key on the page leads past the menu", async () => {
  const fresh = await browser.openPage({ hash: "#/pipeline" });
  await fresh.getByTestId("stage-ingest").waitFor();
  await fresh.keyboard.press("Tab");
  expect(await fresh.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
  await fresh.keyboard.press("Enter");
  expect(await fresh.evaluate("document.activeElement.tagName")).toBe("H1");
  await fresh.close();
});

test("leaving the vault on its own view stays there, and forgets it", async () => {
  const other = await browser.openPage();
  await other.getByTestId("menu-vault").click();
  await other.getByTestId("trigger-eth-falls").waitFor();
  await other.getByRole("button", { name: "Leave this vault" }).click();
  await other.getByText("No vault is open in this tab").waitFor();
  await expect.poll(() => hashOf(other)).toBe("#/vault");
  await other.reload();
  await other.getByText("No vault is open in this tab").waitFor();
  await other.close();
});

test("a view whose code does not come says so in its place; the rest lives, and it can be tried again", async () => {
  expect(browser.complaints).toEqual([]);
  const other = await browser.openPage();
  await other.getByTestId("price-row-ETH-USD").waitFor();
  await other.route("**/assets/settings-page-*.js", (route) => route.abort());
  await other.getByTestId("menu-settings").click();
  const broken = other.getByTestId("panel-broken");
  await expect.poll(() => broken.textContent()).toContain("Settings cannot be shown");
  await other.getByTestId("menu-overview").click();
  await other.getByTestId("price-row-ETH-USD").waitFor();
  await other.getByTestId("menu-settings").click();
  await broken.waitFor();
  await other.unroute("**/assets/settings-page-*.js");
  await broken.getByRole("button", { name: "Try again" }).click();
  await other.getByTestId("setting-theme-dark").waitFor();
  await other.close();
  browser.complaints.length = 0;
});

const hashOf = (opened: Page): string => new URL(opened.url()).hash;

/** Opens an address within the page, as a followed link does. */
async function go(opened: Page, hash: string): Promise<void> {
  await opened.evaluate(`window.location.hash = ${JSON.stringify(hash)}`);
}

/** The view stands: alone, with its own title, and the focus on its heading. */
async function stands(opened: Page, { id, title }: Pick<Panel, "id" | "title">): Promise<void> {
  await opened.getByTestId(`panel-${id}`).and(opened.locator(":visible")).waitFor();
  await expect.poll(() => opened.locator(".panel-area:visible").count()).toBe(1);
  await opened.getByTestId(`panel-${id}`).locator(".panel").first().waitFor();
  expect(await opened.getByTestId("panel-broken").count(), id).toBe(0);
  await expect.poll(() => opened.locator("h1").textContent()).toBe(title);
  await expect.poll(() => hashOf(opened).split("?")[0]).toBe(`#/${id}`);
  expect(await opened.evaluate("document.activeElement.tagName")).toBe("H1");
  await expect.poll(() => opened.title()).toMatch(/ · Portent$/);
}

/** The views that the menu has, with the keys that its titles name. */
async function readMenu(opened: Page): Promise<readonly Panel[]> {
  const links = opened.locator("nav [data-testid^=menu-]:not(button)");
  await links.first().waitFor();
  return links.evaluateAll((all) =>
    all.map((link) => ({
      id: (link.getAttribute("data-testid") ?? "").replace("menu-", ""),
      title: link.textContent ?? "",
      key: /\(g (.)\)$/.exec(link.getAttribute("title") ?? "")?.[1] ?? "",
    })),
  );
}
