import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRequestKey } from "../../client/request-key.ts";
import { createOwnerClient } from "../../local/owner-client.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { confirmAct } from "./confirm-act.ts";
import { openBrowser, widerThanScreen } from "./open-browser.ts";
import { pictures, takeScreenshots } from "./take-screenshots.ts";
import { addTestWallet, type TestWallet } from "./test-wallet.ts";
import { fallMs, minuteMs, readChain, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let wallet: TestWallet;

beforeAll(async () => {
  world = await startTestWorld("dashboard-vault");
  browser = await openBrowser(world);
  page = await browser.openPage();
  wallet = await addTestWallet(page, world);
  await page.goto(`${world.baseUrl}/#/vault`);
  await page.reload();
  await page.getByTestId("trigger-eth-falls").waitFor();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const confirm = (title: string) => confirmAct(page, title);
const form = (testId: string) => page.getByTestId(testId);

async function openForm(testId: string): Promise<void> {
  if ((await form(testId).getAttribute("open")) === null) await form(testId).locator("summary").first().click();
}
const outcomeOf = (testId: string) => form(testId).getByTestId("act-outcome");
const rows = () => page.getByTestId("cast-row");
const ownerClient = () => {
  const { deployment, accounts } = world.chain;
  const { baseUrl, vault } = world;
  return createOwnerClient({ baseUrl, chainId: deployment.chainId, vault: vault.address, owner: accounts.owner });
};

test("before anything happened: worth and its prices, keys with bars, and that nothing has fired", async () => {
  await page.getByText("Nothing has fired yet").waitFor();
  const worth = await page.getByTestId("vault-worth").textContent();
  expect(worth).toMatch(
    /^Worth[\d,]+\.\d\d USDWETH at [\d,]+\.\d\d USD and USDC at 1\.00 USD, by the swap pool, read at/,
  );
  await expect
    .poll(() => page.getByTestId("vault-keys").textContent())
    .toMatch(/Everything.*Session key: armed until 26 May 2021/);
  await expect
    .poll(() => page.getByTestId("allowances").getByRole("listitem").allTextContents())
    .toEqual([
      expect.stringMatching(/^6\s*WETH\s*of 6\s*WETH\s*to swap, session key$/),
      expect.stringMatching(/^10\s*WETH\s*of 10\s*WETH\s*to swap, emergency key$/),
    ]);
});

test("the story of a cast: why, every state, its transaction, what it moved, and an address of its own", async () => {
  await replayTo(world, fallMs);
  await expect
    .poll(() => page.getByTestId("cast-state").getAttribute("data-state"), { timeout: 20_000 })
    .toBe("FINALIZED");
  const [cast] = (await world.view()).casts;
  const text = await rows().first().textContent();
  expect(text).toMatch(/ironvine.*trigger: If ETH falls 5 % in an hour.*fired 19 May 2021, 11:18 UTC.*Finalized/);
  expect(text).toContain("What the vault held after its block was as the spell promises.");
  await expect.poll(() => page.getByTestId("balance-after").textContent()).toMatch(/5\s*WETH/);
  await expect.poll(() => page.getByTestId("cast-attempt").textContent()).toMatch(/nonce 0.*gwei.*mined/);
  await rows().first().getByRole("button", { name: "ironvine" }).click();
  await expect.poll(() => page.url()).toContain("cast=none");
  await expect.poll(() => page.getByTestId("cast-hash").count()).toBe(0);
  await page.goto(`${world.baseUrl}/#/vault?cast=${cast?.id}`);
  await page.reload();
  await expect.poll(() => page.getByTestId("cast-hash").getAttribute("title")).toBe(cast?.txHash);
  await page.getByLabel("Show", { exact: true }).first().selectOption("not");
  await page.getByText("None of these is like that").waitFor();
  await expect.poll(() => page.url()).toContain("state=not");
  await page.getByLabel("Show", { exact: true }).first().selectOption("");
});

test("what is cast is tightened with a sign-in, and the banner says who and why", async () => {
  await openForm("trading-form");
  await form("trading-form")
    .getByRole("radio", { name: /^Nothing/ })
    .check();
  await form("trading-form").getByRole("button", { name: "Set it" }).click();
  await page.getByText("Say why, in a few words").waitFor();
  await form("trading-form").getByLabel("Why").fill("a look around");
  await form("trading-form").getByRole("button", { name: "Set it" }).click();
  await confirm("Sign in");
  await page.getByTestId("trading-state").and(page.locator("[data-state=HALTED]")).waitFor();
  await expect.poll(() => page.getByTestId("trading-state").textContent()).toMatch(/a look around.*set by 0x/);
  await expect.poll(() => page.getByTestId("vault-signed-in").textContent()).toMatch(/Signed in until/);
});

test("older casts page by page, filtered, and a link to one of them finds it", async () => {
  await page.goto(`${world.baseUrl}/#/vault`);
  const person = await ownerClient().signIn();
  const params = { sell: "WETH", buy: "USDC", fraction: "0.1", slippageBps: 200, deviationBpsMax: 1_000 };
  for (let cast = 0; cast < 55; cast += 1) {
    await person.write("request-cast", { spell: "ironvine", params, deadline: "20m" });
  }
  const count = page.getByTestId("cast-count");
  await expect
    .poll(() => count.textContent(), { timeout: 30_000 })
    .toBe("12 of 50 that were read, and there are older ones");
  await page.getByLabel("Show", { exact: true }).first().selectOption("REFUSED");
  await expect.poll(() => rows().first().textContent(), { timeout: 30_000 }).toContain("the trading state forbids it");
  await expect.poll(() => rows().first().textContent()).toMatch(/asked for by 0x/);
  await page.getByLabel("Show", { exact: true }).first().selectOption("");
  const readOn = async () => {
    const more = page.getByRole("button", { name: "Show older ones" });
    if ((await more.count()) > 0) await more.click();
    return count.textContent();
  };
  await expect.poll(readOn, { timeout: 15_000 }).toBe("56 of 56, which is all there is");
  await expect.poll(() => rows().count()).toBe(56);
  const oldest = await oldestCastId();
  const other = await browser.openPage();
  await other.goto(`${world.baseUrl}/#/vault?cast=${oldest}`);
  await other.getByTestId("cast-hash").waitFor();
  await other.context().close();
});

/** The cast that the fall caused: by now it is in no view any more. */
async function oldestCastId(): Promise<string> {
  const { address, viewToken } = world.vault;
  const read = await fetch(`${world.baseUrl}/v1/vaults/${address}/casts?limit=200`, {
    headers: { authorization: `Bearer ${viewToken}` },
  });
  return ((await read.json()) as { records: { id: string }[] }).records.at(-1)?.id ?? "";
}

test("loosening asks the owners' wallet, a no changes nothing, and a yes does", async () => {
  await openForm("trading-form");
  await form("trading-form")
    .getByRole("radio", { name: /^Everything/ })
    .check();
  await form("trading-form").getByLabel("Why").fill("all is well");
  await form("trading-form").getByRole("button", { name: "Loosen, with signatures" }).click();
  const dialog = page.getByRole("dialog", { name: "Set what is cast: everything" });
  await dialog.getByRole("button", { name: "Go back" }).click();
  await expect.poll(() => outcomeOf("trading-form").textContent()).toContain("Nothing was done: you went back.");
  await expect.poll(() => form("trading-form").getByLabel("Why").inputValue()).toBe("all is well");
  await form("trading-form").getByRole("button", { name: "Loosen, with signatures" }).click();
  expect(await confirm("Set what is cast: everything")).toContain("as many owners sign as the Safe asks for");
  await expect.poll(() => page.getByTestId("trading-words").getAttribute("data-state")).toBe("ACTIVE");
  await page.getByTestId("trading-state").waitFor({ state: "detached" });
});

/** Until a rule of the calendar has fired. A cast that ends has the vault look at itself at once; else it does so every 45 seconds. */
async function passMinutesUntilAlert(rule: string) {
  const person = await ownerClient().signIn();
  const params = { orderId: `0x${"0".repeat(63)}1` };
  const alert = page.getByTestId(`alert-rule:${rule}`);
  const passMinute = async () => {
    await replayTo(world, world.clock.nowMs + minuteMs);
    await person.write("request-cast", { spell: "thornpost-cancel", params, deadline: "20m" });
    return alert.count();
  };
  await expect.poll(passMinute, { timeout: 90_000, interval: 2_000 }).toBe(1);
  return alert;
}

test("a rule is set with its mistakes told in place, fires, and its alert is dismissed", async () => {
  await openForm("rule-form");
  const rule = form("rule-form");
  await rule.getByLabel("It fires when").selectOption("schedule");
  await rule.getByLabel("Every").fill("soon");
  await rule.getByRole("button", { name: "Set the rule" }).click();
  await rule.getByText("expected a whole number and one of s, m, h, d").waitFor();
  await expect.poll(() => rule.getByLabel("Every").inputValue()).toBe("soon");
  await rule.getByLabel("Short name").fill("each-minute");
  await rule.getByLabel("Every").fill("1m");
  await rule.getByLabel(/^Counted/).fill("2021-05-01T00:00:00Z");
  await rule.getByRole("button", { name: "Set the rule" }).click();
  expect(await confirm("Set the rule each-minute")).toContain(
    "Every 1 m, counted from 2021-05-01T00:00:00Z, it tells you.",
  );
  await page.getByTestId("rule-each-minute").waitFor();
  const alert = await passMinutesUntilAlert("each-minute");
  await page.getByRole("button", { name: "Remove the rule each-minute" }).click();
  await confirm("Remove the rule each-minute");
  await page.getByTestId("rule-each-minute").waitFor({ state: "detached" });
  await alert.getByRole("button", { name: "Dismiss" }).click();
  await alert.waitFor({ state: "detached" });
});

test("an agent: granted by its public key, seen, and its grant ended; a private key is not taken", async () => {
  await openForm("agent-form");
  const agent = form("agent-form");
  await agent.getByLabel("Name").fill("watcher");
  await agent.getByLabel("Public key, as JWK").fill('{"kty":"EC","d":"x"}');
  await agent.getByLabel("asks for casts").check();
  await agent.getByRole("button", { name: "Grant access" }).click();
  await agent.getByText("This is a private key").waitFor();
  await agent.getByText("Choose the spells that it may cast.").waitFor();
  const { publicKey } = await makeRequestKey();
  await agent.getByLabel("Public key, as JWK").fill(JSON.stringify(publicKey));
  await agent.getByLabel("ironvine, risk low").check();
  await agent.getByRole("button", { name: "Grant access" }).click();
  expect(await confirm("Grant watcher access")).toContain("It may cast ironvine, at most 2 times in 24 hours.");
  const access = page.getByTestId("access");
  await access.locator("summary").first().click();
  await access.getByTestId("access-agent").waitFor();
  await access.getByRole("button", { name: "End the grant of watcher" }).click();
  await confirm("End the grant of watcher");
  await expect.poll(() => access.getByTestId("access-agent").getAttribute("data-state")).toBe("revoked");
});

test("a link that only reads opens the vault elsewhere, until it is revoked", async () => {
  await openForm("link-form");
  await form("link-form").getByLabel("What you call it").fill("For the accountant");
  await form("link-form").getByRole("button", { name: "Make the link" }).click();
  const href = await page.getByTestId("view-link").textContent();
  const other = await browser.openPage({ hash: new URL(href ?? "").hash });
  await other.goto(`${world.baseUrl}/#/vault`);
  await other.getByTestId("vault-worth").waitFor();

  await openForm("access");
  const row = page.getByTestId("access-view").filter({ hasText: "For the accountant" });
  await expect.poll(() => row.textContent()).toMatch(/by 0x.*granted .*ends /);
  await row.scrollIntoViewIfNeeded();
  expect(await takeScreenshots(page, "vault-links")).toEqual([]);
  await row.getByRole("button", { name: "Revoke For the accountant" }).click();
  expect(await confirm("Revoke For the accountant")).toContain("It cannot be undone");
  await row.waitFor({ state: "detached" });
  // Its socket is closed, so the other page learns it without asking.
  await other.getByTestId("view-ended").waitFor();
  await other.reload();
  await other.getByTestId("vault-ended").waitFor();
  await other.context().close();
});

test("a withdrawal: a digit too many is told, all that was typed stays, and the Safe pays out", async () => {
  const before = await readChain(world);
  await openForm("withdraw-form");
  const out = form("withdraw-form");
  await out.getByLabel("Amount").fill("1,5");
  await out.getByRole("button", { name: "Withdraw" }).click();
  await out.getByText("Type a plain number such as 1.5").waitFor();
  await out.getByLabel("Amount").fill("999");
  await out.getByText(/^The Safe holds [\d.]+ WETH\.$/).waitFor();
  await out.getByLabel("Amount").fill("0.25");
  await out.getByRole("button", { name: "To the owner" }).click();
  await out.getByRole("button", { name: "Withdraw" }).click();
  expect(await confirm("Withdraw 0.25 WETH")).toContain("0.25 WETH go from your Safe to 0x");
  await confirm("Send 0.25 WETH");
  await expect.poll(async () => (await readChain(world)).weth).toBe(before.weth - 250_000_000_000_000_000n);
  await expect.poll(() => outcomeOf("withdraw-form").textContent()).toMatch(/Sent: transaction 0x[0-9a-f]{64}\./);
});

test("disarm, then arm anew: left half-way it is found again, can be voided, and goes on to the end", async () => {
  await page.getByRole("button", { name: "Disarm", exact: true }).click();
  expect(await confirm("Disarm")).toContain("nothing is cast any more");
  await confirm("End the roles on the chain");
  await expect.poll(async () => (await world.view()).session.state).toBe("revoked");

  const prepare = async (): Promise<void> => {
    await openForm("arm-form");
    await form("arm-form").getByLabel("Sell at most").fill("2");
    await form("arm-form").getByLabel("WETH at most", { exact: true }).fill("10");
    await form("arm-form").getByRole("button", { name: "Make the keys" }).click();
    expect(await confirm("Make the keys of a session")).toContain(
      "Swap at most 2 WETH in all for USDC, at most 5 % below the pool's mean price.",
    );
    await page.getByTestId("prepared").waitFor();
  };
  await prepare();
  await page.getByRole("button", { name: "Void these keys" }).click();
  await confirm("Void the prepared keys");
  await confirm("Use up the number of the arming");
  await page.getByTestId("prepared").waitFor({ state: "detached" });

  await prepare();
  await page.reload();
  const prepared = page.getByTestId("prepared");
  await prepared.getByRole("button", { name: "Sign and send the arming" }).click();
  expect(await confirm("Arm the session")).toContain("2 WETH");
  await prepared.getByText("It is sent. Go on with the next step.").waitFor();
  await prepared.getByRole("button", { name: "Put the session into use" }).click();
  await confirm("Put the session into use");
  await expect.poll(async () => (await world.view()).session.state, { timeout: 15_000 }).toBe("armed");
  await prepared.waitFor({ state: "detached" });
  await expect.poll(() => page.getByTestId("allowances").textContent()).toMatch(/2\s*WETH\s*of 2\s*WETH/);
});

test("a part of the screen has an address, and the way to close stays in sight", async () => {
  await page.getByRole("navigation", { name: "Parts of the vault" }).getByRole("link", { name: "Log" }).click();
  await expect.poll(() => page.url()).toContain("part=log");
  await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("vault-log");
  expect((await page.getByTestId("emergency-close").boundingBox())?.y).toBeLessThan(100);
  await page.evaluate("window.scrollTo(0, 0)");
});

test("the log in words, filtered, and read to its beginning", async () => {
  await page.getByLabel("With the words").fill("withdrawal");
  await expect.poll(() => page.getByTestId("audit").getByRole("listitem").count()).toBeGreaterThan(0);
  await expect.poll(() => page.getByTestId("audit").textContent()).toContain("Withdrawal written");
  await expect.poll(() => page.url()).toContain("find=withdrawal");
  await page.getByLabel("With the words").fill("opened as a vault");
  await page.getByText("No line that was read is like that.").waitFor();
  const first = page.getByTestId("audit").getByText("Roles modifier 0x");
  const readOn = async () => {
    const more = page.getByRole("button", { name: "Read older lines" });
    if ((await more.count()) > 0) await more.click();
    return first.count();
  };
  await expect.poll(readOn, { timeout: 15_000 }).toBe(1);
  await page.getByLabel("With the words").fill("");
});

test("at every width, in both themes: nothing too wide, and nothing that axe finds", async () => {
  const params = { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 };
  const when = { type: "drawdown-beyond", fraction: "0.1" };
  const action = { type: "cast", spell: "ironvine", params, deadline: "30m" };
  await ownerClient().act("put-rule", { rule: { id: "drawdown", name: "Half to dollars", when, action } });
  await page.getByTestId("rule-drawdown").waitFor();
  const often = { type: "schedule", every: "1m", from: "2021-05-01T00:00:00Z" };
  await ownerClient().act("put-rule", { rule: { id: "look", when: often, action: { type: "notify" } } });
  await passMinutesUntilAlert("look");
  await page.evaluate("window.scrollTo(0, 0)");
  expect(await takeScreenshots(page, "vault")).toEqual([]);
  await page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true");
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  for (const [name, width] of Object.entries({ desktop: 1440, tablet: 1024, phone: 390 })) {
    await page.setViewportSize({ width, height: 900 });
    const path = join(pictures, `vault-whole-${name}.png`);
    await page.screenshot({ path, fullPage: true, animations: "disabled" });
    await expect.poll(() => widerThanScreen(page), { message: name }).toBe(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("closing everything, in an emergency: explained, signed, and followed to its end", async () => {
  await page.getByTestId("emergency-close").click();
  expect(await confirm("Close everything now")).toContain("the emergency key does the closing");
  const progress = page.getByTestId("close-progress");
  await expect.poll(() => progress.getAttribute("data-state"), { timeout: 60_000 }).toBe("closed");
  expect((await readChain(world)).weth).toBe(0n);
  expect((await world.view()).session.state).toBe("revoked");
  await page.reload();
  await expect.poll(() => page.getByTestId("close-progress").getAttribute("data-state")).toBe("closed");
});

test("no vault, and a link that has ended: each says what to do", async () => {
  const bare = await browser.openPage({ hash: "#/vault" });
  await bare.getByText("No vault is open in this tab").waitFor();
  await bare.getByText("Open this Safe as a vault").click();
  expect(await accessibilityProblemsInBothThemes(bare)).toEqual([]);
  await bare.context().close();
  const ended = await browser.openPage({ hash: `#vault=${world.vault.address}&view=${"0".repeat(64)}` });
  await ended.goto(`${world.baseUrl}/#/vault`);
  await ended.getByTestId("vault-ended").waitFor();
  await expect
    .poll(() => ended.getByTestId("vault-ended").textContent())
    .toContain("Sign in with the wallet of an owner");
  await ended.context().close();
  // The browser itself writes a refused request to the console.
  expect(browser.complaints.filter((complaint) => !complaint.includes("403"))).toEqual([]);
  expect(wallet.asked.length).toBeGreaterThan(10);
});
