import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { replayStartMs } from "../../local/choose-feed.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { openBrowser } from "./open-browser.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { addTestWallet, type TestWallet } from "./test-wallet.ts";
import { minuteMs, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let wallet: TestWallet;

beforeAll(async () => {
  world = await startTestWorld("dashboard-owner");
  browser = await openBrowser(world);
  await replayTo(world, replayStartMs + 4 * minuteMs);
  page = await browser.openPage();
  wallet = await addTestWallet(page, world);
  await page.reload();
  await page.getByTestId("sign-in").waitFor();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const dialog = () => page.getByRole("dialog");
const openSignIn = async () => {
  await page.getByTestId("sign-in").click();
  await dialog().waitFor();
};

test("the dialog says what is signed, by which wallets, and takes no for an answer", async () => {
  await openSignIn();
  await expect.poll(() => dialog().getByRole("radio").count()).toBe(3);
  await expect.poll(() => dialog().textContent()).toContain(world.vault.address);
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  expect(await takeScreenshots(page, "sign-in")).toEqual([]);
  await dialog().getByRole("button", { name: "Go back" }).click();
  await dialog().waitFor({ state: "detached" });
  expect(wallet.asked).toEqual([]);
});

test("a refused signature: its own words, the dialog stays, and trying again works", async () => {
  await openSignIn();
  await dialog().getByRole("radio", { name: "Test wallet" }).check();
  wallet.refuses = true;
  await dialog().getByRole("button", { name: "Sign in" }).click();
  await dialog().getByText("You refused in Test wallet. Nothing was signed and nothing was sent.").waitFor();
  wallet.refuses = false;
  wallet.chainId = 1;
  await dialog().getByRole("button", { name: "Try again" }).click();
  await dialog().getByText("Test wallet is on chain 1; this vault is on chain 31337.").waitFor();
  await dialog().getByRole("button", { name: "Switch Test wallet to chain 31337" }).click();
  await page.getByTestId("signed-in").waitFor();
  expect(wallet.chainId).toBe(31337);
  expect(wallet.asked.at(-1)?.text).toContain(`urn:portent:vault:${world.vault.address}`);
});

test("the sign-in outlives a reload, and ends when it is asked to", async () => {
  await page.reload();
  await page.getByTestId("signed-in").waitFor();
  const before = (await world.view()).access?.signIns.length;
  await page.getByTestId("signed-in").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByTestId("sign-in").waitFor();
  expect((await world.view()).access?.signIns.length).toBe((before ?? 0) - 1);
});

test("who owns nothing here is told so", async () => {
  const other = await browser.openPage();
  await addTestWallet(other, world, world.chain.accounts.keeper);
  await other.reload();
  // The page asks the wallet about the owners once it knows them.
  await other.getByTestId("trigger-eth-falls").waitFor();
  await other.getByTestId("sign-in").click();
  await other.getByRole("radio", { name: "Test wallet" }).check();
  await other.getByRole("dialog").getByRole("button", { name: "Sign in" }).click();
  await other
    .getByRole("dialog")
    .getByText(/which owns nothing here\. This vault.s owners: 0x/)
    .waitFor();
  await other.context().close();
});

test("without a vault in the address: the Safe's address and a signature open it", async () => {
  const bare = await browser.openPage({ hash: "" });
  await addTestWallet(bare, world);
  await bare.reload();
  await bare.getByTestId("sign-in").click();
  const asked = bare.getByRole("dialog");
  await asked.getByRole("radio", { name: "Test wallet" }).check();
  await asked.getByLabel("Address of your vault (the Safe)").fill("0x12");
  await asked.getByRole("button", { name: "Sign in" }).click();
  await asked.getByText("Give the address of your Safe").waitFor();
  await asked.getByLabel("Address of your vault (the Safe)").fill(world.vault.address);
  await asked.getByRole("button", { name: "Try again" }).click();
  await bare.getByTestId("signed-in").waitFor();
  await bare.goto(`${world.baseUrl}/#/vault`);
  await bare.getByTestId("trigger-eth-falls").waitFor();
  await bare.context().close();
});

test("the demo wallet asks in the page, and its no is a no", async () => {
  const demo = await browser.openPage();
  await demo.getByTestId("sign-in").click();
  await demo.getByRole("radio", { name: "Demo wallet (owner)" }).check();
  await demo.getByRole("dialog").getByRole("button", { name: "Sign in" }).click();
  await demo.getByTestId("demo-wallet").getByRole("button", { name: "Refuse" }).click();
  await demo.getByText("You refused in Demo wallet (owner).").waitFor();
  await demo.getByRole("button", { name: "Try again" }).click();
  await demo.getByTestId("demo-wallet").getByRole("button", { name: "Confirm" }).click();
  await demo.getByTestId("signed-in").waitFor();
  await demo.context().close();
});

test("nothing was complained of", () => {
  expect(browser.complaints).toEqual([]);
});
