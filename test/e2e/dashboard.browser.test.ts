import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRequestKey } from "../../client/request-key.ts";
import { FreshnessReport } from "../../contracts/freshness.ts";
import { PriceSnapshot } from "../../contracts/live.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { toChainSettings } from "../../local/chain/chain-settings.ts";
import { armVault } from "../../local/demo-vault.ts";
import { createOwnerClient } from "../../local/owner-client.ts";
import type { World } from "../../local/world.ts";
import { openBrowser, screenSizes, widerThanScreen } from "./open-browser.ts";
import { fallMs, minuteMs, replayTo, startTestWorld } from "./test-world.ts";

const root = join(import.meta.dirname, "../..");
const pictures = resolve(root, process.env.PORTENT_SCREENSHOTS ?? ".portent/screenshots");
const assetCount = Object.keys(pipelines.assets).length;

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  world = await startTestWorld("dashboard");
  browser = await openBrowser(world);
  page = await browser.openPage();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test("before the first price the page says that it waits, and shows the vault", async () => {
  await page.getByTestId("connection").and(page.locator("[data-phase=live]")).waitFor();
  await page.getByTestId("trigger-eth-falls").waitFor();
  await expect.poll(() => page.getByTestId(/^price-row-/).count()).toBe(0);
  await expect.poll(() => page.getByTestId("trigger-eth-falls").textContent()).toContain("If ETH falls 5 % in an hour");
  await show(page, "pipeline");
  await page.getByTestId("freshness-signals").waitFor();
  await expect.poll(() => page.getByTestId("freshness-source-coinbase").textContent()).toMatch(/–never$/);
  await expect.poll(() => page.getByTestId("freshness-signals").textContent()).toBe("Signals 0 · none yet");
  await show(page, "overview");
});

test("prices come in by themselves: every asset of the file, one source stale, which feed it is", async () => {
  await replayTo(world, fallMs - 2 * minuteMs);
  await page.getByTestId("price-row-ETH-USD").waitFor();
  await expect.poll(() => page.getByTestId(/^price-row-/).count()).toBe(assetCount);
  expect((await page.getByTestId("feed-badge").textContent())?.toLowerCase()).toMatch(/recorded|reconstructed/);
  await expect.poll(() => page.getByTestId("trigger-eth-falls").getAttribute("data-state")).toBe("watching");
});

test("the fall fires, and the cast walks to its end before the reader's eyes", async () => {
  await replayTo(world, fallMs);
  const state = page.getByTestId("cast-state");
  await expect.poll(() => state.getAttribute("data-state"), { timeout: 15_000 }).toBe("FINALIZED");
  const [cast] = (await world.view()).casts;
  await show(page, "vault");
  await page.getByTestId("cast-hash").waitFor();
  await expect.poll(() => page.getByTestId("cast-hash").getAttribute("title")).toBe(cast?.txHash);
  await expect.poll(() => page.getByTestId("balance-before").textContent()).toMatch(/10\s*WETH/);
  await expect.poll(() => page.getByTestId("balance-after").textContent()).toMatch(/5\s*WETH/);
  await expect.poll(() => page.getByTestId("cast-attempt").textContent()).toMatch(/nonce 0.*gwei.*mined/);
  await expect.poll(() => page.getByTestId("cast-gas").textContent()).toMatch(/^gas 0\.\d+ ETH$/);
});

test("what the keys may do, in the owner's words, and no position where the owner's own ether was sold", async () => {
  await expect.poll(() => page.getByTestId("positions").textContent()).toContain("No open position");
  const view = await world.view();
  for (const which of ["session", "emergency"] as const) {
    const key = page.getByTestId(`key-${which}`);
    await key.locator("summary").click();
    const text = await key.textContent();
    const { words = ["there is no such key"] } = which === "session" ? view.session : (view.emergencySession ?? {});
    for (const sentence of words) expect(text).toContain(sentence);
    expect(text).toMatch(/armed · until 26 May 2021, \d\d:\d\d UTC · \d+ WETH left/);
  }
  const told = await portent("session", world.vault.address, "--url", world.baseUrl, "--token", world.vault.viewToken);
  expect(told).toMatchObject({ code: 0, err: "" });
  for (const sentence of [...view.session.words, ...(view.emergencySession?.words ?? [])])
    expect(told.out).toContain(sentence);
});

test("what the owner's own wallet would sign to close the vault, on the page and in the terminal", async () => {
  const panel = page.getByTestId("close-panel");
  await expect.poll(() => panel.getAttribute("data-state")).toBe("kept");
  await panel.locator("summary").click();
  await expect.poll(() => panel.textContent()).toMatch(/Swap 5 WETH for at least [\d.]+ USDC\./);
  const [to, operation, nonce, data] = await Promise.all(
    ["to", "operation", "nonce", "data"].map((field) => page.getByTestId(`close-tx-${field}`).textContent()),
  );
  const { addresses, demoVault } = world.chain.deployment;
  expect({ to, operation }).toEqual({ to: addresses.multiSendCallOnly, operation: "1" });
  expect(data).toMatch(/^0x8d80ff0a[0-9a-f]{200,}$/);
  const settings = join(root, ".portent/tests/dashboard/chain-settings.json");
  writeFileSync(settings, JSON.stringify(toChainSettings([world.chain.rpcUrl], world.chain.deployment)));
  const told = await portent("close-calls", "--chain", settings, "--safe", demoVault.safe);
  expect(told).toMatchObject({ code: 0, err: expect.stringMatching(/Swap 5 WETH for at least/) });
  expect(JSON.parse(told.out)).toMatchObject({ safe: demoVault.safe, safeTx: { to, operation: 1, nonce } });
});

test("factors, clusters and the freshness of every stage", async () => {
  await show(page, "overview");
  await replayTo(world, Date.UTC(2021, 4, 19, 12));
  for (const factor of ["growth", "liquidity", "risk", "regulation", "shock"])
    await page.getByTestId(`factor-${factor}`).waitFor();
  await page
    .getByTestId(/^stress-/)
    .first()
    .waitFor();
  await show(page, "pipeline");
  for (const stage of ["ingest", "enrich", "ticks", "analytics", "evaluate", "journal"]) {
    await expect
      .poll(() => page.getByTestId(`stage-${stage}`).getAttribute("data-freshness"), { timeout: 10_000 })
      .toBe("fresh");
  }
});

test("who says the price: in dollars, at which rate where it is another coin, and why one is left out", async () => {
  await show(page, "overview");
  const { ticks } = PriceSnapshot.parse(await (await fetch(`${world.baseUrl}/v1/prices`)).json());
  const eth = ticks.find(({ asset }) => asset === "ETH-USD");
  expect(eth?.sources.map(({ source }) => source)).toContain("kraken");
  for (const { source, quote, refused, rateUsd } of eth?.sources ?? []) {
    const words = [
      quote === "USD" ? "" : `${quote} at ${rateUsd?.toFixed(4)}`,
      refused === "stale" ? "stale since 10:40" : "$",
    ];
    for (const each of words)
      await expect.poll(() => page.getByTestId(`quote-${source}`).textContent()).toContain(each);
  }
  expect(eth?.sources.some(({ quote, refused }) => quote === "USDT" && refused === undefined)).toBe(true);
  await expect.poll(() => page.getByTestId("dispersion").textContent()).toMatch(/^dispersion[<\d.]+ %$/);
});

test("stages, sources and signals: how old each is, its limits, and its state in words", async () => {
  await show(page, "pipeline");
  await page.getByTestId("freshness-signals").locator("summary").first().click();
  const report = FreshnessReport.parse(await (await fetch(`${world.baseUrl}/v1/freshness`)).json());
  expect(new Set(report.readings.map(({ kind }) => kind))).toEqual(new Set(["stage", "source", "signal"]));
  for (const { kind, name, state, warnMs, errorMs } of report.readings) {
    const row = page.getByTestId(`freshness-${kind}-${name}`);
    await expect.poll(() => row.getAttribute("data-state"), { message: `${kind} ${name}` }).toBe(state);
    const text = await row.textContent();
    expect(text).toMatch(new RegExp(`${state}$`));
    if (warnMs !== null && errorMs !== null) expect(text).toMatch(/late after \d+ [dhm].*, stale after \d+ [dhm]/);
  }
  // Its feed died after forty minutes.
  const kraken = page.getByTestId("freshness-source-kraken");
  await expect.poll(() => kraken.textContent()).toMatch(/late after 6 m, stale after 15 m1 h \d+ mstale/);
  await expect.poll(() => page.getByTestId("freshness-verdict").textContent()).toMatch(/^1 stale/);
});

test("how its age went opens by the keyboard: a line, its worst moment, its limits", async () => {
  const kraken = page.getByTestId("freshness-source-kraken");
  const button = kraken.getByRole("button");
  await expect.poll(() => kraken.locator("svg").count()).toBe(0);
  await button.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => button.getAttribute("aria-expanded")).toBe("true");
  await kraken.locator(".lag-line").waitFor();
  await expect.poll(() => kraken.locator(".lag-line").getAttribute("d")).toMatch(/^M0 [\d.]+h0(L[\d.]+ [\d.]+){10,}$/);
  await expect.poll(() => kraken.locator(".lag-limit").count()).toBe(2);
  await expect
    .poll(() => kraken.getByRole("img").getAttribute("aria-label"))
    .toMatch(/from 19 May 2021, 10:00 to .* UTC\. At most 1 h \d+ m old, .* stale after 15 m\.$/);
  await page.keyboard.press("Enter");
  await kraken.locator("svg").waitFor({ state: "detached" });
});

test("desktop and phone, light and dark: nothing wider than the screen", async () => {
  mkdirSync(pictures, { recursive: true });
  for (const [name, size] of Object.entries(screenSizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const other = await browser.openPage({ viewport: size, colorScheme });
      await other.getByTestId("cast-state").waitFor();
      await other.getByTestId("price-row-ETH-USD").waitFor();
      await other.locator(".recharts-surface path").first().waitFor();
      await expect.poll(() => widerThanScreen(other), { message: `${name} ${colorScheme}` }).toBe(0);
      await other.screenshot({
        path: join(pictures, `dashboard-${name}-${colorScheme}.png`),
        fullPage: true,
        animations: "disabled",
      });
      await show(other, "pipeline");
      await other.getByTestId("freshness-source-kraken").getByRole("button").click();
      await other.locator(".lag-line").waitFor();
      await other.getByTestId("freshness-signals").locator("summary").first().click();
      await other.getByTestId("freshness-signal-price.ETH-USD").waitFor();
      await expect.poll(() => widerThanScreen(other), { message: `${name} ${colorScheme}, signals` }).toBe(0);
      await other.close();
    }
  }
});

test("a position, a rule, an agent, an order to stop: each shows as soon as it is there", async () => {
  const { chain, vault, baseUrl } = world;
  const { chainId } = chain.deployment;
  const owner = createOwnerClient({ baseUrl, chainId, vault: vault.address, owner: chain.accounts.owner });
  const expiresAtMs = world.clock.nowMs + 7 * 1_440 * minuteMs;
  await armVault(owner, chain, {
    permissions: [
      {
        kind: "swap",
        sell: "USDC",
        buy: "WETH",
        allowance: { kind: "set", balance: "2000000000" },
        lossBpsMax: 500,
      },
    ],
    emergency: null,
    expiresAtMs,
  });
  const person = await owner.signIn();
  const bounds = { slippageBps: 200, deviationBpsMax: 1_000 };
  const params = { sell: "USDC", buy: "WETH", amount: "1000", budget: "1000", ...bounds };
  await person.write("request-cast", { spell: "everbloom", params, deadline: "20m" });
  await show(page, "vault");
  const position = page.getByTestId("position");
  await position.waitFor({ timeout: 30_000 });
  await expect.poll(() => position.getAttribute("data-state")).toBe("active");
  await expect.poll(() => position.textContent()).toMatch(/Cost1,000\.00 USD.*Realised0\.00 USD/);

  // It asks for more than the key may do: refused, in words.
  await person.write("request-cast", {
    spell: "ironvine",
    params: { sell: "WETH", buy: "USDC", fraction: "1", ...bounds },
    deadline: "20m",
  });
  await page.getByText("beyond what the key may do").first().waitFor({ timeout: 30_000 });

  const when = { type: "schedule", every: "7d", from: "2021-05-24T09:00:00Z" };
  await owner.act("put-rule", { rule: { id: "monday", name: "Look every Monday", when, action: { type: "notify" } } });
  const { publicKey } = await makeRequestKey();
  await owner.act("grant-agent", {
    agentKey: publicKey,
    name: "watcher",
    scopes: ["read", "casts:request"],
    spells: ["ironvine"],
    castsPerDay: 2,
    expiresAtMs: Date.now() + 86_400_000,
    needsApproval: true,
  });
  await person.write("set-trading-state", { state: "REDUCING", reason: "a quiet week" });
  const banner = page.getByTestId("trading-state");
  await banner.waitFor();
  await expect.poll(() => banner.textContent()).toMatch(/Only exits are cast\. a quiet week.*set by 0x/);
  await expect.poll(() => page.getByTestId("alert-trading-state").count()).toBe(0);
  await expect
    .poll(() => page.getByTestId("rule-monday").textContent())
    .toMatch(/Every 7 d.*it tells you.*never fired/);
  await expect.poll(() => page.getByTestId("access-agent").textContent()).toContain("0 of 2 casts today");
  await expect.poll(() => page.getByTestId("access-sign-in").count()).toBe(1);
  for (const [name, size] of Object.entries(screenSizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const other = await browser.openPage({ viewport: size, colorScheme });
      await show(other, "vault");
      await other.getByTestId("position").waitFor();
      await other.getByTestId("close-panel").and(other.locator("[data-state=kept]")).waitFor();
      for (const fold of await other.locator(".panel-vault > details").all()) await fold.locator("summary").click();
      await expect.poll(() => widerThanScreen(other), { message: `${name} ${colorScheme}` }).toBe(0);
      await other.screenshot({ path: join(pictures, `vault-${name}-${colorScheme}.png`), fullPage: true });
      await other.close();
    }
  }
});

test("the Workers die: the page says so and keeps what it has; they come back: so does the page", async () => {
  expect(browser.complaints).toEqual([]);
  await show(page, "overview");
  await page.getByTestId("price-row-ETH-USD").waitFor();
  await world.killWorkers();
  await expect
    .poll(() => page.getByTestId("connection").getAttribute("data-phase"), { timeout: 10_000 })
    .not.toBe("live");
  await expect.poll(() => page.getByTestId(/^price-row-/).count()).toBe(assetCount);
  // What closes the vault was read before, and is here still; it says itself that it is of before.
  await show(page, "vault");
  const panel = page.getByTestId("close-panel");
  await panel.locator("summary").click();
  await panel.getByRole("button", { name: "Read again" }).click();
  await panel.locator(".inline-problem").waitFor();
  await expect
    .poll(() => panel.textContent())
    .toMatch(/The server does not answer\. What follows was read \d+ [sm] ago\./);
  await expect.poll(() => page.getByTestId("close-tx-data").textContent()).toMatch(/^0x8d80ff0a/);
  await show(page, "pipeline");
  await expect
    .poll(() => page.locator(".panel-freshness").textContent())
    .toMatch(/Not renewed since \d\d:\d\d UTC: The server does not answer/);
  await expect.poll(() => page.getByTestId("freshness-source-kraken").getAttribute("data-state")).toBe("stale");
  await world.restartWorkers();
  await expect.poll(() => page.getByTestId("connection").getAttribute("data-phase"), { timeout: 30_000 }).toBe("live");
});

/** Opens a view, as a link within the page does. */
const show = (opened: Page, view: string) => opened.evaluate(`window.location.hash = "#/${view}"`);

/** The command as a process of its own. */
function portent(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "cli/main.ts"), ...args], (cause, out, err) =>
      resolve({ code: typeof cause?.code === "number" ? cause.code : 0, out, err }),
    );
  });
}
