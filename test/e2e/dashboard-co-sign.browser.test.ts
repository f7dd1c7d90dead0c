import type { Page } from "playwright-core";
import { type Address, encodeFunctionData, hexToBigInt, parseAbi, zeroAddress } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOf } from "../../dashboard/src/owner/co-sign/co-sign-request.ts";
import { readCoSignText, writeCoSignText } from "../../dashboard/src/owner/co-sign/co-sign-text.ts";
import { senderIsOwner } from "../../dashboard/src/owner/send-safe-tx.ts";
import { safeAbi } from "../../execute/core/abis.ts";
import { encodeExecTransaction } from "../../execute/core/safe-tx.ts";
import { createLocalWallet } from "../../local/chain/local-wallet.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { openBrowser } from "./open-browser.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { addTestWallet, type TestWallet } from "./test-wallet.ts";
import { readChain, startTestWorld } from "./test-world.ts";

type Person = { readonly page: Page; readonly wallet: TestWallet };
let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let ada: Person;
let ben: Person;
/** What the first owner got to pass on, at each step. */
let link = "";

const quarter = 250_000_000_000_000_000n;

beforeAll(async () => {
  world = await startTestWorld("dashboard-co-sign");
  await askForTwo(world.chain.accounts.keeper.address);
  browser = await openBrowser(world);
  ada = await openFor(world.chain.accounts.owner);
  ben = await openFor(world.chain.accounts.keeper);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** A transaction of the demo Safe, of which one owner is enough: another owner, and from then on two are asked for. */
async function askForTwo(second: Address): Promise<void> {
  const { rpcUrl, deployment, accounts } = world.chain;
  const { safe } = deployment.demoVault;
  const local = createLocalWallet({ rpcUrl, chainId: deployment.chainId, account: accounts.owner });
  const nonce = hexToBigInt(await local.call(safe, encodeFunctionData({ abi: safeAbi, functionName: "nonce" })));
  const data = encodeFunctionData({
    abi: parseAbi(["function addOwnerWithThreshold(address owner, uint256 threshold)"]),
    args: [second, 2n],
  });
  const tx = {
    ...{ to: safe, value: 0n, data, operation: 0 as const, safeTxGas: 0n, baseGas: 0n, gasPrice: 0n, nonce },
    ...{ gasToken: zeroAddress, refundReceiver: zeroAddress },
  };
  await local.send({ to: safe, data: encodeExecTransaction(tx, senderIsOwner(local.address)) });
}

/** A browser of one owner's own, with their wallet and the vault. */
async function openFor(account: World["chain"]["accounts"]["owner"]): Promise<Person> {
  const page = await browser.openPage();
  const wallet = await addTestWallet(page, world, account);
  await page.goto(`${world.baseUrl}/#/vault`);
  await page.reload();
  await page.getByTestId("vault-worth").waitFor();
  return { page, wallet };
}

const dialogOf = ({ page }: Person, title: string) => page.getByRole("dialog", { name: title, exact: true });

/** Says yes to what a dialog says, with the test's wallet. Resolves to what it said. */
async function sign(person: Person, title: string): Promise<string> {
  const dialog = dialogOf(person, title);
  await dialog.getByRole("radio", { name: "Test wallet" }).check();
  const text = (await dialog.textContent()) ?? "";
  await dialog.getByRole("button", { name: title, exact: true }).click();
  await dialog.getByTestId("co-sign").waitFor();
  return text;
}
const linkIn = async ({ page }: Person): Promise<string> => {
  await page.getByText("Show the link").click();
  return (await page.getByTestId("co-sign-link").textContent()) ?? "";
};
/** Opens a link as one that came by a chat: in the tab that shows the vault. */
const follow = ({ page }: Person, given: string) =>
  page.evaluate(`location.hash = ${JSON.stringify(new URL(given).hash)}`);
/** Ben reads what Ada's link says and signs it, too. */
async function secondSigns(title: string, said: string): Promise<void> {
  await dialogOf(ada, title).getByText("1 of 2 owners that this Safe asks for have signed.").waitFor();
  await read(ben, await linkIn(ada));
  const dialog = ben.page.getByRole("dialog", { name: /^Sign with the others: / });
  const asked = (await dialog.getAttribute("aria-label")) ?? "";
  expect(await sign(ben, asked)).toContain(said);
}
const sendAs = ({ page }: Person) => page.getByRole("button", { name: "Send it with Test wallet" }).click();
const outcome = ({ page }: Person) => page.getByTestId("co-sign-form").getByTestId("act-outcome");

async function read({ page }: Person, text: string): Promise<void> {
  const form = page.getByTestId("co-sign-form");
  if ((await form.getAttribute("open")) === null) await form.locator("summary").first().click();
  await form.getByLabel("The link or the text").fill(text);
  await form.getByRole("button", { name: "Read it" }).click();
}

test("an act that two owners have to sign: the first signs, and nothing is done yet", async () => {
  const form = ada.page.getByTestId("withdraw-form");
  await form.locator("summary").first().click();
  await form.getByLabel("Amount").fill("0.25");
  await form.getByLabel("To", { exact: true }).fill(world.chain.accounts.owner.address);
  await form.getByRole("button", { name: "Withdraw" }).click();
  await sign(ada, "Withdraw 0.25 WETH");
  const asked = dialogOf(ada, "Withdraw 0.25 WETH");
  await expect.poll(() => asked.textContent()).toContain("1 of 2 owners that this Safe asks for have signed.");
  expect(await accessibilityProblemsInBothThemes(ada.page)).toEqual([]);
  expect(await takeScreenshots(ada.page, "co-sign-collect")).toEqual([]);
  link = await linkIn(ada);
  const request = readCoSignText(link);
  expect(request.ok && request.value.signatures.length).toBe(1);
});

test("what is pasted is checked: no request, the same again, and a stranger's signature are refused in words", async () => {
  const asked = dialogOf(ada, "Withdraw 0.25 WETH");
  const add = async (text: string): Promise<void> => {
    await asked.getByLabel("What another owner gave back").fill(text);
    await asked.getByRole("button", { name: "Add their signature" }).click();
  };
  await add("hello");
  await asked.getByText("This is no request to sign").waitFor();
  await add(link);
  await asked.getByText("There is no signature in it that is not here already.").waitFor();
  const request = readCoSignText(link);
  if (!request.ok) throw new Error(request.error);
  const stranger = privateKeyToAccount(generatePrivateKey());
  const forged = await stranger.sign({ hash: hashOf(request.value) });
  await add(writeCoSignText({ ...request.value, signatures: [...request.value.signatures, forged] }));
  await asked.getByText("who is no owner of this Safe").waitFor();
  await expect.poll(() => asked.getByLabel("What another owner gave back").inputValue()).not.toBe("");
});

test("the second owner reads what it is, from its data, signs and gives it back; the first sends it", async () => {
  const title = "Sign with the others: withdraw 0.25 WETH";
  await follow(ben, link);
  await dialogOf(ben, title).waitFor();
  const said = await sign(ben, title);
  expect(said).toContain(`0.25 WETH go from your Safe to ${world.chain.accounts.owner.address}`);
  expect(said).toContain("Actwithdraw");
  await dialogOf(ben, title).getByText("Enough owners have signed.").waitFor();
  const back = new URL(await linkIn(ben)).hash.replace("#/vault?cosign=", "");
  await dialogOf(ben, title).getByRole("button", { name: "Close" }).click();
  await outcome(ben).getByText("Nothing is sent from here").waitFor();

  const asked = dialogOf(ada, "Withdraw 0.25 WETH");
  await asked.getByLabel("What another owner gave back").fill(back);
  await asked.getByRole("button", { name: "Add their signature" }).click();
  await asked.getByRole("button", { name: "Send it with Test wallet" }).click();
  await dialogOf(ada, "Send 0.25 WETH").waitFor();
});

test("a transaction of the Safe: the first signs, the second signs and sends, and the Safe pays out", async () => {
  const before = await readChain(world);
  await sign(ada, "Send 0.25 WETH");
  link = await linkIn(ada);
  await dialogOf(ada, "Send 0.25 WETH").getByRole("button", { name: "Close" }).click();
  await ada.page.getByTestId("withdraw-form").getByText("1 of 2 owners that this Safe asks for have signed.").waitFor();

  const title = "Sign with the others: a transaction of your Safe";
  await read(ben, link);
  expect(await sign(ben, title)).toContain(`Send 0.25 WETH to ${world.chain.accounts.owner.address}`);
  expect(await takeScreenshots(ben.page, "co-sign-enough")).toEqual([]);
  await dialogOf(ben, title).getByRole("button", { name: "Send it with Test wallet" }).click();
  await outcome(ben)
    .getByText(/It is sent: transaction 0x[0-9a-f]{64}\./)
    .waitFor();
  expect((await readChain(world)).weth).toBe(before.weth - quarter);
  expect(ben.wallet.asked.map(({ what }) => what)).toEqual(["Sign Act", "Sign SafeTx", "Send a transaction"]);
});

test("a link whose transaction was sent meanwhile, one for another Safe, and one by which nothing can be said", async () => {
  const title = "Sign with the others: a transaction of your Safe";
  await read(ben, link);
  await dialogOf(ben, title).getByRole("radio", { name: "Test wallet" }).check();
  await dialogOf(ben, title).getByRole("button", { name: title }).click();
  await dialogOf(ben, title).getByText("Your Safe has gone on").waitFor();
  await dialogOf(ben, title).getByRole("button", { name: "Go back" }).click();

  const request = readCoSignText(link);
  if (!request.ok || request.value.kind !== "safe-tx") throw new Error("expected a transaction");
  const change = (fields: object) => writeCoSignText({ ...request.value, signatures: [], ...fields } as never);
  await read(ben, change({ vault: `0x${"1".repeat(40)}` }));
  await outcome(ben).getByText("This is for the Safe 0x1111").waitFor();
  // A contract that would act as the Safe itself: the Safe's own, which this page does not know as a batch contract.
  const { safeSingleton } = world.chain.deployment.addresses;
  const nonce = String(Number(request.value.safeTx.nonce) + 1);
  await read(ben, change({ safeTx: { ...request.value.safeTx, to: safeSingleton, nonce } }));
  await dialogOf(ben, title).getByRole("radio", { name: "Test wallet" }).check();
  await dialogOf(ben, title).getByRole("button", { name: title }).click();
  await dialogOf(ben, title).getByText("this page does not know that contract").waitFor();
  await dialogOf(ben, title).getByRole("button", { name: "Go back" }).click();
  expect(ben.wallet.asked.length).toBe(3);
});

test("new keys: made, armed and put into use, each by both owners; whoever is last sends it", async () => {
  const before = (await world.view()).session;
  const form = ada.page.getByTestId("rotate-form");
  await form.locator("summary").first().click();
  await form.getByLabel("For so many days").fill("3");
  await form.getByRole("button", { name: "Make new keys" }).click();
  const making = "Put new keys in the place of the old ones";
  await sign(ada, making);
  await secondSigns(making, "Actrotate-session");
  await sendAs(ben);
  await outcome(ben).getByText("It is done.").waitFor();

  const prepared = ada.page.getByTestId("prepared");
  await dialogOf(ada, making).getByRole("button", { name: "Close" }).click();
  await prepared.getByRole("button", { name: "Sign and send the arming" }).click();
  await sign(ada, "Arm the session");
  await secondSigns("Arm the session", "a batch of calls: all of them or none");
  await sendAs(ben);
  await outcome(ben)
    .getByText(/It is sent: transaction 0x[0-9a-f]{64}\./)
    .waitFor();
  await dialogOf(ada, "Arm the session").getByRole("button", { name: "Close" }).click();
  expect((await world.view()).session.address).toBe(before.address);

  await prepared.getByRole("button", { name: "Put the session into use" }).click();
  await sign(ada, "Put the session into use");
  await secondSigns("Put the session into use", "Actconfirm-session");
  await sendAs(ben);
  await prepared.waitFor({ state: "detached" });
  const after = (await world.view()).session;
  expect([after.state, after.address === before.address]).toEqual(["armed", false]);
  expect(after.allowances?.map(({ amount }) => amount)).toEqual(before.allowances?.map(({ amount }) => amount));
});

test("without a vault in the tab a link opens all the same, and nothing was complained of", async () => {
  const bare = await browser.openPage({ hash: "" });
  await addTestWallet(bare, world, world.chain.accounts.keeper);
  await bare.goto(`${world.baseUrl}/#/vault?cosign=${new URL(link).hash.replace("#/vault?cosign=", "")}`);
  await bare.reload();
  const dialog = bare.getByRole("dialog");
  await dialog.getByText("of the smallest units of the token").waitFor();
  expect(await accessibilityProblemsInBothThemes(bare)).toEqual([]);
  await bare.context().close();
  expect(browser.complaints).toEqual([]);
});
