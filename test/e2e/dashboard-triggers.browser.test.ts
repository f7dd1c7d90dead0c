import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { World } from "../../local/world.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { openBrowser } from "./open-browser.ts";
import { takeScreenshots } from "./take-screenshots.ts";
import { addTestWallet, type TestWallet } from "./test-wallet.ts";
import { fallMs, minuteMs, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let wallet: TestWallet;

beforeAll(async () => {
  world = await startTestWorld("dashboard-triggers");
  browser = await openBrowser(world);
  await replayTo(world, fallMs - 8 * minuteMs);
  page = await browser.openPage();
  page.setDefaultTimeout(15_000);
  wallet = await addTestWallet(page, world);
  await page.reload();
  await page.getByTestId("sign-in").waitFor();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const open = async (hash: string, on = page): Promise<void> => {
  await on.evaluate(`location.hash = ${JSON.stringify(hash)}`);
};
/** Panels that stay are in the page, hidden: what is looked for is in the one that is shown. */
const triggers = (on = page) => on.getByTestId("panel-triggers");
const spells = () => page.getByTestId("panel-spells");
const field = (label: string) => triggers().getByLabel(label, { exact: true });
const when = (on = page) => triggers(on).getByRole("combobox", { name: "Fires when" });
const options = () => page.getByRole("listbox", { name: "What may stand here" }).getByRole("option");
const preview = (on = page) => on.getByTestId("preview");
const dialog = () => page.getByRole("dialog");
const triggerOf = async (id: string) => (await world.view()).triggers.find(({ trigger }) => trigger.id === id);

test("without a vault: a template is tried on the history, and it says what is missing to arm it", async () => {
  const bare = await browser.openPage({ hash: "#/triggers" });
  await bare.getByText("No vault is open in this tab").waitFor();
  await bare.getByTestId("template-falls").click();
  await expect.poll(() => when(bare).inputValue()).toBe("change(price('ETH-USD'), '1h') < -0.05");
  await preview(bare).and(bare.locator("[data-state=present]")).waitFor();
  await expect
    .poll(() => bare.getByTestId("preview-sentence").textContent())
    .toMatch(/^It would (not have fired|have fired .*) in the last 7 days\.$/);
  await bare.getByRole("button", { name: "Sign in to arm it" }).waitFor();
  await expect.poll(() => bare.url()).toContain("when=change");
  await bare.reload();
  await expect.poll(() => when(bare).inputValue()).toBe("change(price('ETH-USD'), '1h') < -0.05");
  await bare.context().close();
});

test("the vault's triggers: state, distance, age", async () => {
  await page.getByTestId("sign-in").click();
  await dialog().getByRole("radio", { name: "Test wallet" }).check();
  await dialog().getByRole("button", { name: "Sign in" }).click();
  await page.getByTestId("signed-in").waitFor();
  await open("#/triggers");
  const row = page.getByTestId("row-eth-falls");
  await row.waitFor();
  await expect.poll(() => row.getAttribute("data-state")).toBe("watching");
  await expect
    .poll(() => row.textContent())
    .toMatch(/To go[\d.]+ points.*Evaluated\d+ [sm] ago.*Last firenever.*casts ironvine within 30 m/);
});

test("a condition by keyboard: completion while typing, mistakes in place, and a press mends them", async () => {
  await page.getByRole("button", { name: "Write a new one" }).click();
  await when().focus();
  await page.keyboard.type("eth");
  await options().first().waitFor();
  await expect.poll(() => when().getAttribute("aria-expanded")).toBe("true");
  await page.keyboard.press("Enter");
  await expect.poll(() => when().inputValue()).toBe("price('ETH-USD')");
  await page.keyboard.type(" ");
  await expect.poll(() => options().count()).toBe(0);
  await page.keyboard.press("Control+Space");
  await expect.poll(() => options().first().textContent()).toContain("less than");
  await page.keyboard.press("ArrowDown");
  const active = await when().getAttribute("aria-activedescendant");
  await expect.poll(() => page.locator(`[id="${active}"]`).textContent()).toContain("at most");
  await page.keyboard.press("Escape");
  await expect.poll(() => when().inputValue()).toBe("price('ETH-USD') ");
  // A nested call, chosen piece by piece.
  await when().fill("");
  await page.keyboard.type("chan");
  await page.keyboard.press("Tab");
  await expect.poll(() => when().inputValue()).toBe("change(");
  await page.keyboard.type("eth");
  await page.keyboard.press("Enter");
  await page.keyboard.type(", ");
  await page.keyboard.press("Control+Space");
  await page.keyboard.type("1h");
  await page.keyboard.press("Enter");
  await expect.poll(() => when().inputValue()).toBe("change(price('ETH-USD'), '1h')");
  await page.keyboard.type(" < -0.05 and price('BTC') < 100000");
  const fault = page.getByTestId("fault-when");
  await expect.poll(() => fault.textContent()).toContain("conditions are joined with &&");
  await expect.poll(() => page.locator(".tr-wrong").textContent()).toBe("and");
  await fault.getByRole("button", { name: "&&" }).click();
  await expect
    .poll(() => fault.textContent())
    .toContain("there is no signal price.BTC; did you mean price('BTC-USD')?");
  await expect.poll(() => page.locator(".tr-wrong").textContent()).toBe("price");
  await fault.getByRole("button", { name: "price('BTC-USD')" }).click();
  await fault.waitFor({ state: "detached" });
  await expect
    .poll(() => when().inputValue())
    .toBe("change(price('ETH-USD'), '1h') < -0.05 && price('BTC-USD') < 100000");
  // As it was typed, so it is taken back.
  await page.keyboard.press("Control+z");
  await expect.poll(() => when().inputValue()).toContain("price('BTC') <");
  await page.keyboard.press("Control+Shift+z");
  await fault.waitFor({ state: "detached" });
});

test("the preview follows: a mistake keeps the last good one, marked as such", async () => {
  await when().fill("change(price('ETH-USD'), '1h') < 0.01");
  await preview().and(page.locator("[data-state=present]")).waitFor();
  await expect.poll(() => page.getByTestId("preview-fires").locator("tbody tr").count()).toBeGreaterThan(0);
  await expect.poll(() => page.locator(".tr-chart svg").count()).toBe(1);
  await page.getByText("The charts as tables").click();
  await expect.poll(() => page.getByTestId("preview-course").locator("tbody tr").count()).toBeGreaterThan(3);
  await when().fill("change(price('ETH-USD'), '1h') < ");
  await page.getByText("The condition has a mistake. What follows is of before.").waitFor();
  await expect.poll(() => page.getByTestId("preview-fires").count()).toBe(1);
  await when().fill("change(price('ETH-USD'), '1h') < -0.03");
  await preview().and(page.locator("[data-state=present]")).waitFor();
  await page.getByRole("button", { name: "1 day" }).click();
  await expect.poll(() => page.getByTestId("preview-sentence").textContent()).toContain("in the last day");
  await expect.poll(() => page.url()).toContain("days=1");
});

test("form and JSON are one draft: JSON with a mistake is kept, and so is the form", async () => {
  await field("Name").fill("ETH slides");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const json = page.getByTestId("trigger-json");
  const before = await json.inputValue();
  expect(JSON.parse(before)).toEqual({ name: "ETH slides", when: "change(price('ETH-USD'), '1h') < -0.03" });
  await json.fill('{\n  "name": "ETH slides"\n  "mode": "repeat"\n}');
  await expect
    .poll(() => page.getByTestId("json-mistake").textContent())
    .toContain("Line 3, column 3: expected a comma or }");
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await expect.poll(() => field("Name").inputValue()).toBe("ETH slides");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await expect.poll(() => json.inputValue()).toContain('"mode": "repeat"');
  await json.fill(before.replace('"name"', '"coolDown": "1h",\n  "mode": "repeat",\n  "name"'));
  await page.getByText("there is no such field; did you mean cooldown?").waitFor();
  await json.fill((await json.inputValue()).replace("coolDown", "cooldown"));
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await expect.poll(() => field("Cooldown").inputValue()).toBe("1h");
});

test("a half-written trigger is there after a look at something else, and after a reload", async () => {
  await field("Must hold for").fill("five minutes");
  await page.getByText("expected a whole number and one of s, m, h, d").waitFor();
  await open("#/pipeline");
  await page.getByTestId("stage-ingest").waitFor();
  // The address waits for who types: that is over while another view is looked at.
  await page.evaluate("new Promise((resolve) => setTimeout(resolve, 450))");
  await page.getByRole("link", { name: "Triggers" }).click();
  await expect.poll(() => field("Must hold for").inputValue()).toBe("five minutes");
  await expect.poll(() => page.url()).toContain("for=five");
  await page.reload();
  await expect.poll(() => field("Must hold for").inputValue()).toBe("five minutes");
  await page.getByRole("button", { name: "Arm it", exact: true }).click();
  const wrongId = await field("Must hold for").getAttribute("id");
  await expect.poll(() => page.locator(":focus").getAttribute("id")).toBe(wrongId);
  await field("Must hold for").fill("2m");
});

test("of several drafts none is lost by a reload, nor what is no JSON yet; the one on the screen is on the screen again", async () => {
  await open("#/triggers?new=1");
  await field("Name").fill("Second thoughts");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await page.getByTestId("trigger-json").fill('{ "name": "Second thoughts", "when": ');
  // At once, before the address has followed what was typed.
  await page.reload();
  await expect.poll(() => page.getByTestId("trigger-json").inputValue()).toBe('{ "name": "Second thoughts", "when": ');
  await page.getByText("one is not saved").waitFor();
  await page.getByRole("link", { name: "All triggers" }).click();
  const drafts = page.getByTestId("drafts").getByRole("listitem");
  await expect.poll(() => drafts.count()).toBe(2);
  await page.getByRole("button", { name: "Discard Second thoughts" }).click();
  await page.reload();
  await expect.poll(() => drafts.count()).toBe(1);
  await drafts.getByRole("button", { name: "Go on with ETH slides" }).click();
  await expect.poll(() => field("Must hold for").inputValue()).toBe("2m");
});

test("armed with a spell: its parameters are checked, the reader is asked, and the vault has it", async () => {
  await field("When it fires").selectOption("ironvine");
  await page.getByText("It sells into a falling market").waitFor();
  await field("Part").fill("1,5");
  await page.getByText("expected a plain decimal, such as 0.5").waitFor();
  await field("Part").fill("0.25");
  await page.getByRole("button", { name: "Arm it", exact: true }).click();
  await dialog().getByText("has held for 2 m, it casts ironvine within 30 m.").waitFor();
  await dialog().getByRole("button", { name: "Go back" }).click();
  await page.getByTestId("act-problem").and(page.locator("[data-kind=cancelled]")).waitFor();
  expect(await triggerOf("eth-slides")).toBeUndefined();
  await expect.poll(() => field("Part").inputValue()).toBe("0.25");
  await page.getByRole("button", { name: "Arm it", exact: true }).click();
  await dialog().getByRole("button", { name: "Arm “ETH slides”" }).click();
  await page.getByTestId("trigger-detail").waitFor();
  await expect.poll(() => page.url()).toContain("id=eth-slides");
  // Beside it, what it would have done: as the editor told.
  await expect.poll(() => preview().getAttribute("data-state")).toBe("present");
  await expect.poll(() => page.getByTestId("preview-sentence").textContent()).toMatch(/^It would (not )?have fired/);
  const held = await triggerOf("eth-slides");
  expect(held).toMatchObject({ enabled: true, version: 1 });
  expect(held?.trigger).toMatchObject({
    for: "2m",
    mode: "repeat",
    cooldown: "1h",
    action: { params: { fraction: "0.25" } },
  });
});

test("the vault's own refusal shows in its field, and nothing is lost", async () => {
  await page.getByRole("link", { name: "Edit ETH slides" }).click();
  await field("When it fires").selectOption("everbloom");
  await page.getByText("Without data, priority, and other triggers").click();
  await field("Priority").selectOption("protective");
  await page.getByRole("button", { name: "Save and arm" }).click();
  await dialog().getByRole("button", { name: "Save “ETH slides”" }).click();
  await dialog().getByText("can add exposure").waitFor();
  await dialog().getByRole("button", { name: "Go back" }).click();
  await page.getByTestId("act-problem").and(page.locator("[data-kind=refused]")).waitFor();
  await expect.poll(() => field("Priority").getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => field("Budget").inputValue()).toBe("2000");
  // The other spell's parameters are as they were left.
  await field("When it fires").selectOption("ironvine");
  await expect.poll(() => field("Part").inputValue()).toBe("0.25");
  await triggers().getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByTestId("row-eth-slides").waitFor();
  // The browser itself writes a refused request to the console.
  expect(browser.complaints.splice(0)).toEqual([expect.stringContaining("422")]);
});

test("disarm, duplicate, remove, and put it back", async () => {
  const row = page.getByTestId("row-eth-slides");
  await row.getByRole("button", { name: "Disarm" }).click();
  await expect.poll(() => row.getAttribute("data-state")).toBe("disarmed");
  await row.getByRole("button", { name: "Duplicate" }).click();
  await expect.poll(() => field("Name").inputValue()).toBe("ETH slides, again");
  await page.getByRole("link", { name: "All triggers" }).click();
  await page.getByTestId("drafts").getByRole("button", { name: "Discard ETH slides, again" }).click();
  await row.getByRole("button", { name: "Remove" }).click();
  await row.waitFor({ state: "detached" });
  expect(await triggerOf("eth-slides")).toBeUndefined();
  await page.getByTestId("removed-eth-slides").waitFor();
  await page.reload();
  await page.getByTestId("removed-eth-slides").getByRole("button", { name: "Put it back" }).click();
  await dialog().getByRole("button", { name: "Put “ETH slides” back" }).click();
  await expect.poll(() => row.getAttribute("data-state")).toBe("disarmed");
  expect((await triggerOf("eth-slides"))?.trigger).toMatchObject({
    for: "2m",
    action: { params: { fraction: "0.25" } },
  });
});

test("a link from a chart begins a draft; a fire is explained where it is linked to", async () => {
  await open("#/triggers?when=crossesAbove(price('BTC-USD')%2C%2045000)&name=BTC%20above%2045%2C000");
  await expect.poll(() => when().inputValue()).toBe("crossesAbove(price('BTC-USD'), 45000)");
  await expect.poll(() => field("Name").inputValue()).toBe("BTC above 45,000");
  await triggers().getByRole("button", { name: "Discard", exact: true }).click();
  await replayTo(world, fallMs);
  await open("#/triggers?id=eth-falls");
  await page.getByTestId("detail-fire").first().waitFor();
  const fire = (await world.view()).fires.find(({ triggerId }) => triggerId === "eth-falls");
  await expect.poll(() => page.getByTestId("detail-fire").first().textContent()).toContain(fire?.explain[0]?.leaf);
});

test("a spell: what it needs, what it would do now, its fee, and a refusal in words", async () => {
  await open("#/spells?spell=everbloom");
  await page.getByRole("button", { name: "Simulate now" }).click();
  const box = page.getByTestId("cast-preview");
  await expect.poll(() => box.getAttribute("data-verdict")).toBe("would-be-refused");
  await expect.poll(() => box.textContent()).toContain("Sell USDC for WETH");
  await page.getByRole("link", { name: /^ironvine/ }).click();
  await spells().getByLabel("Part", { exact: true }).fill("0.1");
  await page.getByRole("button", { name: "Simulate now" }).click();
  await expect.poll(() => box.getAttribute("data-verdict")).toBe("would-succeed");
  await expect.poll(() => page.getByTestId("tokens-out").textContent()).toMatch(/^[\d.]+ WETH$/);
  await expect.poll(() => page.getByTestId("tokens-in").textContent()).toMatch(/[\d,.]+ USDC/);
  await expect.poll(() => page.getByTestId("cast-fee").textContent()).toMatch(/0\.\d+ ETH.*USD$/);
  await expect.poll(() => page.url()).toContain("p.fraction=0.1");
  await spells().getByLabel("Part", { exact: true }).fill("0.2");
  await page.getByText("This was for other parameters. Simulate again.").waitFor();
  await spells().getByLabel("Part", { exact: true }).fill("0");
  await page.getByText("One parameter is to be mended first.").waitFor();
  expect(await page.getByRole("button", { name: "Cast now" }).isDisabled()).toBe(true);
  await spells().getByLabel("Part", { exact: true }).fill("0.1");
});

test("cast now: asked before, followed to its end with its hash, and taken back as far as the session allows", async () => {
  await page.getByRole("button", { name: "Cast now" }).click();
  await dialog().getByText("Part: 0.1 of the holding").waitFor();
  await dialog().getByRole("button", { name: "Cast ironvine now" }).click();
  const cast = page.getByTestId("followed-cast").first();
  await expect.poll(() => cast.getAttribute("data-state"), { timeout: 30_000 }).toBe("FINALIZED");
  const asked = (await world.view()).casts.find(({ cause }) => cause === "request");
  await expect.poll(() => cast.getByTestId("cast-hash").getAttribute("title")).toBe(asked?.txHash);
  await cast.getByRole("button", { name: "Take it back" }).click();
  await dialog().getByRole("button", { name: "Take the cast of ironvine back" }).click();
  await expect
    .poll(async () => (await world.view()).casts.filter(({ cause }) => cause === "request").length, { timeout: 30_000 })
    .toBe(2);
});

test("a spell becomes a trigger with its parameters", async () => {
  await page.getByRole("link", { name: "Use in a trigger" }).click();
  await expect.poll(() => field("When it fires").inputValue()).toBe("ironvine");
  await expect.poll(() => field("Part").inputValue()).toBe("0.1");
  expect(wallet.asked.length).toBe(1);
});

test("everyone can read it: axe in both themes, and nothing wider than the screen", async () => {
  const views = {
    triggers: "#/triggers",
    "triggers-detail": "#/triggers?id=eth-falls",
    "triggers-editor": `#/triggers?${new URLSearchParams({
      name: "ETH falls fast",
      when: "change(price('ETH-USD'), '1h') < -0.02 && price('BTC') < 100000",
      mode: "repeat",
      action: JSON.stringify({
        type: "cast",
        spell: "ironvine",
        params: { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 },
        deadline: "30m",
      }),
    })}`,
    "triggers-preview": `#/triggers?${new URLSearchParams({ name: "ETH falls", when: "change(price('ETH-USD'), '30m') < -0.015", mode: "repeat", clearWhen: "change(price('ETH-USD'), '30m') > -0.005" })}`,
    spells: "#/spells?spell=ironvine",
    "spells-high": "#/spells?spell=stormforge",
  };
  for (const [name, hash] of Object.entries(views)) {
    await open(hash);
    await page.locator("main h2:visible").first().waitFor();
    if (name === "triggers-detail") await page.getByTestId("detail-fire").first().waitFor();
    if (name === "triggers-preview") await page.getByTestId("preview-sentence").waitFor();
    if (name === "triggers-editor") {
      await page.getByTestId("fault-when").waitFor();
      await page.getByTestId("trigger-editor").getByText("It sells into").waitFor();
    }
    if (name.startsWith("spells")) {
      await page.getByRole("button", { name: "Simulate now" }).click();
      await page.getByTestId("cast-preview").waitFor();
    }
    expect(await accessibilityProblemsInBothThemes(page), name).toEqual([]);
    expect(await takeScreenshots(page, name)).toEqual([]);
  }
  await open("#/triggers?new=1");
  await when().fill("cl");
  await when().press("End");
  await page.keyboard.type("us");
  await options().first().waitFor();
  expect(await accessibilityProblemsInBothThemes(page), "completion").toEqual([]);
  expect(await takeScreenshots(page, "triggers-completion")).toEqual([]);
});

test("nothing was complained of", () => {
  expect(browser.complaints).toEqual([]);
});
