import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRequestKey } from "../../client/request-key.ts";
import { VaultView } from "../../contracts/vault-view.ts";
import { createChain } from "../../execute/adapters/chain.ts";
import { createVault } from "../../local/chain/create-vault.ts";
import { createLocalWallet } from "../../local/chain/local-wallet.ts";
import { createOwnerClient, createRequestClient } from "../../local/owner-client.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { actDialog, confirmAct } from "./confirm-act.ts";
import { openBrowser } from "./open-browser.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { addTestWallet, type TestWallet } from "./test-wallet.ts";
import { readChain, startTestWorld } from "./test-world.ts";

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let wallet: TestWallet;
/** What the owner does elsewhere, signed in by a program. */
let person: Awaited<ReturnType<ReturnType<typeof ownerClient>["signIn"]>>;

beforeAll(async () => {
  world = await startTestWorld("dashboard-vault-acts");
  browser = await openBrowser(world);
  page = await browser.openPage();
  wallet = await addTestWallet(page, world);
  await page.goto(`${world.baseUrl}/#/vault`);
  await page.reload();
  await page.getByTestId("trigger-eth-falls").waitFor();
  person = await ownerClient().signIn();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const ownerClient = () => {
  const { deployment, accounts } = world.chain;
  const { baseUrl, vault } = world;
  return createOwnerClient({ baseUrl, chainId: deployment.chainId, vault: vault.address, owner: accounts.owner });
};
const chain = () => createChain({ rpcUrls: [world.chain.rpcUrl], chainId: 31337 });
const swap = { sell: "WETH", buy: "USDC", fraction: "0.1", slippageBps: 200, deviationBpsMax: 1_000 };
const cast = async (spell: string, params: object) =>
  String((await person.write("request-cast", { spell, params: params as never, deadline: "20m" })).castId);
const stateOf = async (castId: string) => {
  const found = (await world.view()).casts.find(({ id }) => id === castId);
  return `${found?.state} ${found?.reason?.code ?? ""}`.trim();
};

async function openForm(at: Page, testId: string) {
  const form = at.getByTestId(testId);
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  return form;
}
const rowOf = (castId: string) => page.getByTestId("cast-row").filter({ has: page.getByText(castId) });
const showCast = async (castId: string) => {
  await page.evaluate(`window.location.hash = "#/vault?cast=${castId}"`);
  await rowOf(castId).waitFor();
  return rowOf(castId);
};

test("a new Safe: what is mistyped is told as such and stays, it is opened, seen at once, and armed", async () => {
  const { rpcUrl, deployment, accounts } = world.chain;
  const deployer = createLocalWallet({ rpcUrl, chainId: deployment.chainId, account: accounts.deployer });
  const fresh = await createVault(deployer, deployment.addresses, accounts.owner.address, 77n);
  const bare = await browser.openPage({ hash: "#/vault" });
  const own = await addTestWallet(bare, world);
  await bare.reload();
  await bare.getByText("No vault is open in this tab").waitFor();

  // Before it is open nobody can sign in to it; what to do is said, and the address stays.
  await bare.getByRole("button", { name: "Sign in with a wallet" }).click();
  const signIn = await actDialog(bare, "Sign in");
  const address = signIn.dialog.getByLabel("Address of your vault (the Safe)");
  await address.fill(accounts.owner.address);
  await signIn.yes.click();
  await signIn.dialog.getByText("There is no Safe at this address on the vault's chain.").waitFor();
  own.chainId = 1;
  await address.fill(fresh.safe);
  await signIn.dialog.getByRole("button", { name: "Try again" }).click();
  await signIn.dialog.getByText("Test wallet is on chain 1; this vault is on chain 31337.").waitFor();
  await signIn.dialog.getByRole("button", { name: "Switch Test wallet to chain 31337" }).click();
  await signIn.dialog.getByText("This Safe is not open as a vault yet. Open it first").waitFor();
  expect(await accessibilityProblemsInBothThemes(bare)).toEqual([]);
  expect(await takeScreenshots(bare, "vault-not-open")).toEqual([]);
  await signIn.dialog.getByRole("button", { name: "Go back" }).click();
  await signIn.dialog.waitFor({ state: "detached" });
  await expect.poll(() => bare.getByTestId("signed-in").count()).toBe(0);

  const form = await openForm(bare, "open-form");
  const roles = form.getByLabel("Address of the Safe's Roles modifier");
  await roles.fill("0x12");
  await form.getByRole("button", { name: "Open the vault" }).click();
  await form.getByText("Type an address: 0x and 40 hex digits.").waitFor();
  await roles.fill(deployment.demoVault.roles);
  await form.getByRole("button", { name: "Open the vault" }).click();
  const opening = await actDialog(bare, "Open this Safe as a vault");
  await expect.poll(() => opening.dialog.textContent()).toContain("No key is made by this, and nothing can be cast.");
  await expect.poll(() => opening.dialog.getByLabel("Address of your vault (the Safe)").inputValue()).toBe(fresh.safe);
  await opening.yes.click();
  await opening.dialog.getByText("does not act for this Safe").waitFor();
  await opening.dialog.getByRole("button", { name: "Go back" }).click();
  await expect.poll(() => form.getByTestId("act-outcome").textContent()).toContain("nothing was done");
  await expect.poll(() => roles.inputValue()).toBe(deployment.demoVault.roles);
  await roles.fill(fresh.roles);
  await form.getByRole("button", { name: "Open the vault" }).click();
  await confirmAct(bare, "Open this Safe as a vault");
  // Signing in comes by itself, for the Safe that was just opened.
  expect(await confirmAct(bare, "Sign in")).toContain(fresh.safe.toLowerCase());
  await bare.getByTestId("vault-worth").waitFor();
  await expect
    .poll(() => bare.getByTestId("vault-keys").textContent())
    .toMatch(/^May be castNothing.*Session key: no session/);
  await expect.poll(() => bare.getByText("Open this Safe as a vault").count()).toBe(0);
  expect(await accessibilityProblemsInBothThemes(bare)).toEqual([]);
  expect(await takeScreenshots(bare, "vault-just-opened")).toEqual([]);

  const arm = await openForm(bare, "arm-form");
  await arm.getByLabel("Sell at most").fill("1.5");
  await arm.getByLabel("Make a second key that can only close").uncheck();
  await arm.getByRole("button", { name: "Make the keys" }).click();
  expect(await confirmAct(bare, "Make the keys of a session")).toContain("Swap at most 1.5 WETH in all for USDC");
  const prepared = bare.getByTestId("prepared");
  await prepared.getByRole("button", { name: "Sign and send the arming" }).click();
  await confirmAct(bare, "Arm the session");
  await prepared.getByText("It is sent. Go on with the next step.").waitFor();
  await prepared.getByRole("button", { name: "Put the session into use" }).click();
  await confirmAct(bare, "Put the session into use");
  await prepared.waitFor({ state: "detached" });
  const viewToken = new URLSearchParams((await bare.evaluate('sessionStorage.getItem("portent.vault-key")')) as string);
  const headers = { authorization: `Bearer ${viewToken.get("view")}` };
  const view = VaultView.parse(await world.getJson(`/v1/vaults/${fresh.safe.toLowerCase()}`, headers));
  expect(view.session).toMatchObject({ state: "armed", allowances: [{ symbol: "WETH", purpose: "swap" }] });
  expect(await chain().isModuleEnabled(fresh.safe, fresh.roles)).toEqual({ ok: true, value: true });
  await bare.context().close();
});

test("a session that swaps, lends and places orders: mistakes are told in place, all that was typed stays, and it is armed", async () => {
  const form = await openForm(page, "arm-form");
  await form.getByRole("button", { name: "Add a permission" }).click();
  await form.getByRole("button", { name: "Add a permission" }).click();
  const permission = (number: number) => form.getByRole("group", { name: `Permission ${number}` });
  await permission(1).getByLabel("Sell at most").fill("4");
  await permission(2).getByLabel("To", { exact: true }).selectOption("lend");
  await permission(2).getByLabel("Borrow", { exact: true }).selectOption("WETH");
  await permission(2).getByLabel("Lend at most").fill("3");
  await permission(2).getByLabel("Borrow at most").fill("some");
  await permission(3).getByLabel("To", { exact: true }).selectOption("order");
  await permission(3).getByLabel("Sell at most").fill("2");
  await permission(3).getByLabel("An order is open for at most").fill("soon");
  await form.getByLabel("WETH at most", { exact: true }).fill("10");
  await form.getByRole("button", { name: "Make the keys" }).click();
  await permission(2).getByText("Choose another token than the first.").waitFor();
  await permission(2).getByText("Type a plain number such as 1.5").waitFor();
  await permission(3).getByText("Type a whole number and one of m, h, d, such as 12h.").waitFor();
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "vault-arm-faults", permission(2))).toEqual([]);
  await permission(2).getByLabel("Borrow", { exact: true }).selectOption("USDC");
  await permission(2).getByLabel("Borrow at most").fill("2000");
  await permission(3).getByLabel("An order is open for at most").fill("2h");
  await expect.poll(() => permission(2).getByLabel("Lend at most").inputValue()).toBe("3");
  await form.getByRole("button", { name: "Make the keys" }).click();
  const said = await confirmAct(page, "Make the keys of a session");
  expect(said).toContain("Lend at most 3 WETH in all, and borrow at most 2000 USDC in all against it.");
  expect(said).toContain("Place orders that sell at most 2 WETH in all for USDC");
  expect(said).toContain("each open for 2h at most");
  await putPreparedIntoUse();
  const { session } = await world.view();
  expect(session.allowances?.map(({ purpose, symbol }) => `${purpose} ${symbol}`).toSorted()).toEqual([
    "borrow USDC",
    "order WETH",
    "supply WETH",
    "swap WETH",
  ]);
  await expect.poll(() => page.getByTestId("allowances").textContent()).toMatch(/2,?000\s*USDC.*to borrow/);
});

/** Signs and sends the arming of what is prepared, and has the vault take it into use. */
async function putPreparedIntoUse(): Promise<void> {
  const prepared = page.getByTestId("prepared");
  await prepared.getByRole("button", { name: "Sign and send the arming" }).click();
  await confirmAct(page, "Arm the session");
  await prepared.getByText("It is sent. Go on with the next step.").waitFor();
  await prepared.getByRole("button", { name: "Put the session into use" }).click();
  await confirmAct(page, "Put the session into use");
  await prepared.waitFor({ state: "detached" });
}

test("rotating: new keys with what is left; what the wallet refuses can be gone on with", async () => {
  const before = (await world.view()).session;
  const form = await openForm(page, "rotate-form");
  await form.getByLabel("For so many days").fill("0");
  await form.getByRole("button", { name: "Make new keys" }).click();
  await form.getByText("Type whole days, from 1 to 365.").waitFor();
  await form.getByLabel("For so many days").fill("3");
  await form.getByRole("button", { name: "Make new keys" }).click();
  const title = "Put new keys in the place of the old ones";
  expect(await confirmAct(page, title)).toContain("What is left of each allowance goes on; nothing is filled again.");
  await page.getByTestId("prepared").getByRole("button", { name: "Sign and send the arming" }).click();
  const arming = await actDialog(page, "Arm the session");
  wallet.refuses = true;
  await arming.yes.click();
  await arming.dialog.getByText("You refused in Test wallet. Nothing was signed and nothing was sent.").waitFor();
  wallet.refuses = false;
  await arming.dialog.getByRole("button", { name: "Go back" }).click();
  expect((await world.view()).session.address).toBe(before.address);
  // Not sent yet: the vault says so when it looks.
  await page.getByTestId("prepared").getByRole("button", { name: "Put the session into use" }).click();
  const early = await actDialog(page, "Put the session into use");
  await early.yes.click();
  await early.dialog.getByText("sign and send its transaction first").waitFor();
  await early.dialog.getByRole("button", { name: "Go back" }).click();
  await putPreparedIntoUse();
  const after = (await world.view()).session;
  expect([after.state, after.address === before.address]).toEqual(["armed", false]);
  expect(after.allowances?.map(({ amount }) => amount)).toEqual(before.allowances?.map(({ amount }) => amount));
  expect(after.expiresAtMs).toBeLessThan(before.expiresAtMs ?? 0);
});

test("limits: set in words; what they hold back says so, and is cancelled before anything is signed", async () => {
  const form = await openForm(page, "limits-form");
  await form.getByLabel("Casts", { exact: true }).fill("many");
  await form.getByLabel("Gas of each lane").fill("0.00000002");
  await form.getByRole("button", { name: "Set the limits" }).click();
  await form.getByText("Type a whole number from 0 to 10000.").waitFor();
  await expect.poll(() => form.getByLabel("Gas of each lane").inputValue()).toBe("0.00000002");
  await form.getByLabel("Casts", { exact: true }).fill("0");
  await form.getByRole("button", { name: "Set the limits" }).click();
  const said = await confirmAct(page, "Set the limits of a day");
  expect(said).toContain("Each lane may spend at most 0.00000002 ETH on gas in 24 hours.");
  expect(said).toContain("At most 0 casts in 24 hours. Beyond that a cast is refused, unless it protects.");
  expect((await world.view()).limits).toEqual({ gasWeiPerDay: "20000000000", castsPerDay: 0 });
  await expect.poll(() => form.textContent()).toMatch(/Now: [^.]*.* of gas for each lane, 0 casts\./);

  const ordered = await cast("thornpost", { ...order, ...orderPrices });
  await expect.poll(() => stateOf(ordered)).toBe("REFUSED over-limit");
  const castId = await cast("ironvine", swap);
  await expect.poll(() => stateOf(castId)).toBe("CREATED gas-budget");
  const row = await showCast(castId);
  await expect.poll(() => row.textContent()).toContain("the day's gas budget is spent");
  expect(await takeScreenshots(page, "vault-held-cast", row)).toEqual([]);
  await row.getByRole("button", { name: "Cancel this cast" }).click();
  await confirmAct(page, "Sign in");
  expect(await confirmAct(page, "Cancel the cast of ironvine")).toContain("What is not in a block yet is not sent any");
  await expect.poll(() => stateOf(castId)).toBe("CANCELLED cancelled-by-owner");
  await expect.poll(() => row.getByTestId("cast-state").getAttribute("data-state")).toBe("CANCELLED");
  await expect.poll(() => row.getByRole("button", { name: "Cancel this cast" }).count()).toBe(0);
  expect((await world.view()).casts.find(({ id }) => id === castId)?.attempts).toEqual([]);

  await form.getByLabel("Casts", { exact: true }).fill("100");
  await form.getByLabel("Gas of each lane").fill("1");
  await form.getByRole("button", { name: "Set the limits" }).click();
  await confirmAct(page, "Set the limits of a day");
});

test("a cast on its way: cancelled as far as it still can be, and what was mined is the truth", async () => {
  const before = (await readChain(world)).executions;
  await world.pauseMining();
  const castId = await cast("ironvine", swap);
  await expect.poll(() => stateOf(castId)).toBe("PENDING");
  const row = await showCast(castId);
  await row.getByRole("button", { name: "Cancel this cast" }).click();
  expect(await confirmAct(page, "Cancel the cast of ironvine")).toContain("It may be mined all the same");
  await row.getByText("It is taken back, as far as it is not on its way.").waitFor();
  await expect.poll(() => stateOf(castId)).toContain("cancelled-by-owner");
  world.resumeMining();
  await expect.poll(() => stateOf(castId), { timeout: 60_000 }).toMatch(/^(FINALIZED|VERIFYING waits-for-deadline)/);
  const isExecuted = (await stateOf(castId)).startsWith("FINALIZED");
  expect((await readChain(world)).executions - before).toBe(isExecuted ? 1 : 0);
  await expect
    .poll(() => row.getByTestId("cast-state").getAttribute("data-state"))
    .toBe(isExecuted ? "FINALIZED" : "VERIFYING");
});

const order = { sell: "WETH", buy: "USDC", amount: "0.5", limitPrice: "2900", validFor: "1h" };
const orderPrices = { slippageBps: 1_000, deviationBpsMax: 1_000 };
const placeOrder = async () => {
  const castId = await cast("thornpost", { ...order, ...orderPrices });
  await expect.poll(() => stateOf(castId), { timeout: 30_000 }).toBe("CONFIRMED order-open");
  return castId;
};

test("an open order is taken back; one that its keeper has filled cannot be any more, and the vault says so", async () => {
  const open = await placeOrder();
  const row = await showCast(open);
  await expect.poll(() => row.getByRole("button", { name: "Cancel this cast" }).count()).toBe(0);
  await row.getByRole("button", { name: "Take back what it did" }).click();
  expect(await confirmAct(page, "Take back what thornpost did")).toContain("Another cast does the contrary");
  await expect.poll(() => stateOf(open), { timeout: 30_000 }).toBe("FINALIZED order-cancelled");

  const filled = await placeOrder();
  const late = await showCast(filled);
  await late.getByRole("button", { name: "Take back what it did" }).click();
  const dialog = await actDialog(page, "Take back what thornpost did");
  // While the owner still reads, the keeper is faster.
  await world.tendOrders("prompt");
  await expect.poll(() => stateOf(filled), { timeout: 30_000 }).toBe("FINALIZED");
  await dialog.yes.click();
  await dialog.dialog.getByText("The keeper has executed the order; what it brought is in the Safe.").waitFor();
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "vault-undo-over")).toEqual([]);
  await dialog.dialog.getByRole("button", { name: "Go back" }).click();
  await late.getByText("The vault refused it, and nothing was done: The keeper has executed the order").waitFor();
});

test("what an agent asks for: read in words, approved and done in its name, denied, and decided elsewhere meanwhile", async () => {
  const key = await makeRequestKey();
  const granted = await ownerClient().act("grant-agent", {
    name: "watcher",
    scopes: ["casts:request", "triggers:write"],
    spells: ["ironvine"],
    castsPerDay: 3,
    expiresAtMs: Date.now() + 3_600_000,
    needsApproval: true,
    agentKey: key.publicKey,
  });
  const { baseUrl, vault } = world;
  const caller = `agent:${String(granted.agentId)}`;
  const { privateKey } = key;
  const agent = createRequestClient({ baseUrl, chainId: 31337, vault: vault.address, caller, privateKey });
  const asksToCast = { spell: "ironvine", params: swap, deadline: "20m" } as const;
  expect(await agent.write("request-cast", asksToCast)).toMatchObject({ state: "pending" });

  await page.getByTestId("access").getByText("1 waiting for you").waitFor();
  await page.getByTestId("access").locator("summary").first().click();
  const request = page.getByTestId("access-request");
  await expect.poll(() => request.textContent()).toMatch(/watcher.*to cast ironvine.*sell WETH.*fraction 0\.1/);
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "vault-agent-asks", request)).toEqual([]);
  const casts = new Set((await world.view()).casts.map(({ id }) => id));
  await request.getByRole("button", { name: "Approve what watcher asks for" }).click();
  expect(await confirmAct(page, "Let watcher do this")).toMatch(/watcher asks to cast ironvine.*fraction 0\.1/);
  await request.waitFor({ state: "detached" });
  const created = async () => (await world.view()).casts.find(({ id }) => !casts.has(id));
  await expect.poll(async () => (await created())?.state, { timeout: 30_000 }).toBe("FINALIZED");
  const lines = (await world.view()).audit.map(({ actor, detail }) => `${actor}: ${detail}`);
  expect(lines.join("\n")).toMatch(/agent watcher: ironvine, cast 0x[0-9a-f]+ \(approved by 0x/);

  const other = { id: "agents-own", name: "Agent's own", when: "price('ETH-USD') < 1000" };
  await agent.write("put-trigger", { trigger: other as never });
  await expect.poll(() => request.textContent()).toContain("price('ETH-USD') < 1000");
  await request.getByRole("button", { name: "Deny what watcher asks for" }).click();
  await request.waitFor({ state: "detached" });
  expect((await world.view()).triggers.map(({ trigger }) => trigger.id)).not.toContain("agents-own");

  await agent.write("request-cast", asksToCast);
  await request.getByRole("button", { name: "Approve what watcher asks for" }).click();
  const late = await actDialog(page, "Let watcher do this");
  const waiting = (await world.view()).access?.requests[0];
  await person.write("deny-request", { requestId: waiting?.id ?? "0x" });
  await late.yes.click();
  await late.dialog.getByText("There is no such request, or it was decided or has expired.").waitFor();
  await late.dialog.getByRole("button", { name: "Go back" }).click();
  await request.waitFor({ state: "detached" });
});

test("nothing was complained of but what the vault refused", () => {
  // The browser itself writes a refused request to the console.
  expect(browser.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
});
