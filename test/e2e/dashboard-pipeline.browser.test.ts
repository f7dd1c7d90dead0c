import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LettersPage } from "../../contracts/dead-letter-views.ts";
import { deriveTraceId } from "../../contracts/ids.ts";
import { RunsPage } from "../../contracts/run-view.ts";
import type { World } from "../../local/world.ts";
import { accessibilityProblems } from "./check-accessibility.ts";
import { openBrowser, screenSizes, widerThanScreen } from "./open-browser.ts";
import { minuteMs, replayTo, startTestWorld } from "./test-world.ts";

const pictures = resolve(import.meta.dirname, "../..", process.env.PORTENT_SCREENSHOTS ?? ".portent/screenshots");
const runMs = Date.UTC(2021, 4, 19, 10, 30);

let world: World;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  world = await startTestWorld("dashboard-pipeline", { mains: { edge: "test/e2e/parking-edge.ts" } });
  browser = await openBrowser(world);
  page = await browser.openPage({ hash: "#/pipeline" });
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function send(queue: string, message: unknown): Promise<void> {
  const response = await fetch(`${world.baseUrl}/v1/test-queues/${queue}`, {
    method: "POST",
    body: JSON.stringify(message),
  });
  expect(response.status).toBe(202);
}

const readLetters = async (query = ""): Promise<LettersPage> =>
  LettersPage.parse(await world.getJson(`/v1/dead-letters?${query}`));
const openTab = (tab: string, more = "") => page.goto(`${world.baseUrl}/#/pipeline?tab=${tab}${more}`);

/** A run that the journal could not write at its time: what a redrive brings back. */
const lostRun = async () => ({
  ...{ id: `journal:run:retention:${runMs}`, schema: "journal-records", version: 3, eventTimeMs: runMs },
  traceId: await deriveTraceId("retention", runMs),
  body: {
    records: [
      {
        ...{ table: "pipeline_runs", key: `retention:${runMs}`, version: 1 },
        row: {
          ...{ stage: "retention", scheduledMs: runMs, finishedWallMs: runMs, elapsedMs: 1_234, outcome: "done" },
          note: "brought back by an operator",
        },
      },
    ],
  },
});

test("before anything ran each part says so, in words", async () => {
  await page.getByText("No stage has run yet").waitFor();
  await openTab("lag");
  await page.getByText("Nothing has run yet").waitFor();
  await openTab("letters");
  await page.getByText("No message is set aside").waitFor();
  await page.getByText("No operator has decided about a letter yet.").waitFor();
  await openTab("runs");
  await page.getByText("No run", { exact: true }).waitFor();
  await openTab("graph");
  await page.getByTestId("node-stage:ingest").waitFor();
  await expect.poll(() => page.getByTestId("node-stage:ingest").textContent()).toContain("has not run yet");
  expect(browser.complaints).toEqual([]);
});

test("stages and their lag: a chart, its words, its table, and a link that shows the same", async () => {
  await replayTo(world, runMs + 2 * minuteMs);
  await page.goto(`${world.baseUrl}/#/pipeline`);
  await expect.poll(() => page.getByTestId("stage-ingest").getAttribute("data-freshness")).toBe("fresh");
  await openTab("lag", "&of=stage:ingest&range=3h");
  await page.getByTestId("lag-said").waitFor();
  await expect.poll(() => page.getByTestId("lag-said").textContent()).toMatch(/^At most \d+ m old, on 19 May 2021/);
  await page.locator(".pipe-lag svg").waitFor();
  await page.getByText("As a table").click();
  await page.getByTestId("lag-points").locator("tbody tr").first().waitFor();
  await page.getByLabel("Of", { exact: true }).selectOption("source:coinbase");
  await expect.poll(() => page.url()).toContain("of=source%3Acoinbase");
  await page.reload();
  await page.getByTestId("lag-said").waitFor();
  await expect.poll(() => page.getByLabel("Of", { exact: true }).inputValue()).toBe("source:coinbase");
  await expect.poll(() => page.getByRole("button", { name: "3 h" }).getAttribute("aria-pressed")).toBe("true");
});

test("sources: state, what became of their quotes, and quotes that no price took", async () => {
  await openTab("sources");
  const row = page.getByTestId("source-coinbase");
  await row.waitFor();
  await expect.poll(() => row.textContent()).toMatch(/fresh/);
  await page.getByRole("heading", { name: "Quotes that no price took" }).waitFor();
});

test("runs: each with its outcome; one with what its sources did; by its trace", async () => {
  const readRuns = async () => RunsPage.parse(await world.getJson("/v1/runs?stage=ingest&limit=60")).runs;
  // The journal brings the last run a moment after it ended.
  await expect.poll(async () => (await readRuns())[0]?.atMs, { timeout: 30_000 }).toBe(runMs + 2 * minuteMs);
  await openTab("runs", "&stage=ingest");
  await page.getByTestId("runs").waitFor();
  const count = (await readRuns()).length;
  await expect.poll(() => page.getByTestId("runs").locator("tbody tr").count()).toBe(count);
  await page.getByTestId("runs").locator("tbody tr a").first().click();
  await page.getByTestId("run-detail").waitFor();
  await expect.poll(() => page.url()).toContain("run=ingest");
  await expect.poll(() => page.getByTestId("run-sources").textContent()).toContain("coinbase");
  await openTab("runs", `&run=enrich~${runMs}`);
  await page.getByTestId("run-steps").locator("tbody tr").first().waitFor();
  await page.getByRole("textbox", { name: "Trace" }).fill("no trace");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByText("A trace id has 32 hex digits.").waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Trace" }).inputValue()).toBe("no trace");
  const traceId = await deriveTraceId("ingest", runMs);
  await page.getByRole("textbox", { name: "Trace" }).fill(` ${traceId.toUpperCase()} `);
  await page.getByRole("textbox", { name: "Trace" }).press("Enter");
  await expect.poll(() => page.getByTestId("runs").locator("tbody tr").count()).toBe(1);
  await expect.poll(() => page.getByTestId("runs").textContent()).toContain("19 May 2021, 10:30");
  expect(browser.complaints).toEqual([]);
});

test("a broken message is set aside for real, and shows with its reason and as it came", async () => {
  await send("signals", { id: "signals:broken:1", schema: "signal-samples", version: 2, body: "not what was agreed" });
  await expect.poll(async () => (await readLetters("queue=signals")).letters.length).toBe(1);
  await openTab("letters", "&queue=signals");
  const row = page.getByTestId("letters").locator("tbody tr");
  await expect.poll(() => row.count()).toBe(1);
  await expect.poll(() => row.textContent()).toContain("not in the form of its contract");
  await row.getByRole("link").click();
  const detail = page.getByTestId("letter-detail");
  await detail.waitFor();
  await expect.poll(() => detail.textContent()).toContain("bad-message");
  await expect.poll(() => detail.locator("pre").textContent()).toContain("not what was agreed");
  // It says no time of its own: the feed's present moment stays where it was.
  expect((await world.getJson<{ nowMs: number }>("/v1/freshness")).nowMs).toBe(runMs + 2 * minuteMs);
});

test("an order that is not an operator's is refused in words; nothing typed is lost", async () => {
  await page.getByTestId("letter-detail").getByRole("button", { name: "Discard…" }).click();
  await page.getByLabel("Why").fill("it was a test");
  await signElsewhere(privateKeyToAccount(world.chain.accounts.keeper.privateKey));
  await expect.poll(() => page.getByTestId("decide-problem").textContent()).toContain("is no operator");
  await expect.poll(() => page.getByLabel("Why").inputValue()).toBe("it was a test");
  expect(browser.complaints.splice(0)).toEqual([expect.stringContaining("403")]);
});

test("the operator discards it: no longer counted, kept with who and why", async () => {
  await page.getByRole("button", { name: "Make it anew" }).click();
  await signElsewhere(operator(), false);
  await page.getByTestId("order-said").waitFor();
  await expect.poll(() => page.getByTestId("order-results").textContent()).toContain("discarded");
  await expect.poll(() => page.getByTestId("letter-detail").getAttribute("data-state")).toBe("discarded");
  await expect.poll(() => page.getByTestId("letter-detail").textContent()).toContain("it was a test");
  await expect.poll(() => page.getByTestId("letter-orders").textContent()).toContain("discarded 1 of signals");
  expect((await readLetters()).letters).toEqual([]);
});

test("a journal message is set aside; sent back it is written, and its run is there", async () => {
  const original = await lostRun();
  const reason = { code: "retries-exhausted", message: 'the key "retention:secret" could not be written' };
  await send("journal-dead", {
    ...{ id: `dead:journal:${original.id}`, schema: "dead-letter", version: 1 },
    ...{ eventTimeMs: runMs, traceId: original.traceId },
    body: { queue: "journal", reason, parkedWallMs: Date.now(), original },
  });
  await expect.poll(async () => (await readLetters("queue=journal")).letters.length).toBe(1);
  const answer = JSON.stringify(await world.getJson("/v1/dead-letters?queue=journal"));
  expect(answer).not.toContain("secret");
  await openTab("letters", "&queue=journal");
  await page.getByTestId("letters").getByRole("checkbox").check();
  await page.getByText("1 letter of journal chosen").waitFor();
  await page.locator(".pipe-chosen").getByRole("button", { name: "Send back…" }).click();
  await page.getByLabel("Why").fill("the database is back");
  await page.getByRole("button", { name: "Sign with the wallet" }).click();
  const asked = page.getByRole("dialog");
  await asked.getByRole("radio", { name: "Demo wallet (operator)" }).check();
  await asked.getByRole("button", { name: "Send 1 message back to journal" }).click();
  await page.getByTestId("demo-wallet").getByRole("button", { name: "Confirm" }).click();
  await page.getByTestId("order-said").waitFor();
  await expect.poll(() => page.getByTestId("order-results").textContent()).toMatch(/sent back|on its way back/);
  await page.getByText("No message is set aside").waitFor();
  await expect
    .poll(async () => RunsPage.parse(await world.getJson("/v1/runs?stage=retention")).runs.map(({ note }) => note))
    .toContain("brought back by an operator");
  await openTab("runs", `&trace=${original.traceId}`);
  await expect.poll(() => page.getByTestId("runs").textContent()).toContain("brought back by an operator");
  await page.getByTestId("trace-letters").getByRole("link").click();
  await expect.poll(() => page.getByTestId("letter-detail").getAttribute("data-state")).toBe("redriven");
});

test("what fails again comes back, and says how often", async () => {
  const [letter] = (await readLetters("queue=signals&state=all")).letters;
  await openTab("letters", `&letter=${letter?.id}`);
  await page.getByTestId("letter-detail").getByRole("button", { name: "Send back…" }).click();
  await page.getByLabel("Why").fill("perhaps it works now");
  await signElsewhere(operator());
  await page.getByTestId("order-said").waitFor();
  await expect
    .poll(async () => (await readLetters("queue=signals")).letters.map(({ state, times }) => [state, times]))
    .toEqual([["parked", 2]]);
});

test("the graph by the keyboard: each part says how it is; a queue opens its letters", async () => {
  await openTab("graph");
  const node = page.getByTestId("node-queue:signals");
  await expect.poll(() => node.textContent(), { timeout: 40_000 }).toContain("1 set aside");
  await expect.poll(() => page.getByTestId("graph-said").textContent()).toContain("signals (1 set aside)");
  await node.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).toContain("tab=letters");
  await expect.poll(() => page.getByTestId("letters").locator("tbody tr").count()).toBe(1);
  await openTab("graph");
  await page.getByText("The drawing as a table").click();
  await expect.poll(() => page.getByTestId("graph-table").textContent()).toContain("none set aside");
  expect(browser.complaints).toEqual([]);
});

const views = {
  stages: "",
  lag: "?tab=lag&of=stage:ingest&range=3h",
  sources: "?tab=sources",
  letters: "?tab=letters",
  runs: "?tab=runs",
  run: `?tab=runs&run=ingest~${runMs}`,
  steps: `?tab=runs&run=enrich~${runMs}`,
  graph: "?tab=graph",
};

test("wide, narrow and phone, light and dark: nothing wider than the screen, and everybody can use it", async () => {
  mkdirSync(pictures, { recursive: true });
  const [letter] = (await readLetters("queue=signals")).letters;
  const all = { ...views, letter: `?tab=letters&letter=${letter?.id}` };
  const sizes = { ...screenSizes, tablet: { width: 1024, height: 800 } };
  for (const [name, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const other = await browser.openPage({ hash: "#/pipeline", viewport, colorScheme });
      for (const [view, query] of Object.entries(all)) {
        await other.goto(`${world.baseUrl}/#/pipeline${query}`);
        await other.locator(".pipe .panel").first().waitFor();
        await expect.poll(() => other.locator(".pipe .skeleton").count()).toBe(0);
        if (view === "letter")
          await other.getByTestId("letter-detail").getByRole("button", { name: "Send back…" }).click();
        await expect.poll(() => widerThanScreen(other), { message: `${view} ${name} ${colorScheme}` }).toBe(0);
        if (name !== "tablet") expect(await accessibilityProblems(other), `${view} ${name} ${colorScheme}`).toEqual([]);
        const path = join(pictures, `pipeline-${view}-${name}-${colorScheme}.png`);
        await other.screenshot({ path, fullPage: true, animations: "disabled" });
      }
      await other.context().close();
    }
  }
  expect(browser.complaints).toEqual([]);
});

test("the database is down: what needs it says so, the rest stays", async () => {
  await world.stopPostgres();
  await openTab("lag", "&of=stage:ingest&range=7d");
  await page.getByTestId("lag-missing").waitFor({ timeout: 30_000 });
  await openTab("runs", "&stage=enrich");
  await page.getByTestId("runs-missing").waitFor({ timeout: 30_000 });
  await openTab("letters");
  await expect.poll(() => page.getByTestId("letters").locator("tbody tr").count()).toBe(1);
  await world.restartPostgres();
  browser.complaints.splice(0);
  await openTab("lag", "&of=stage:ingest&range=3h");
  await expect
    .poll(async () => {
      const again = page.getByRole("button", { name: "Try again" });
      if ((await again.count()) > 0) await again.click();
      return page.getByTestId("lag-said").count();
    })
    .toBe(1);
  browser.complaints.splice(0);
});

const operator = () => privateKeyToAccount(world.chain.accounts.deployer.privateKey);

/** As an operator does whose key is not in the browser: the order's text is signed by a tool, and the signature pasted. */
async function signElsewhere(account: ReturnType<typeof privateKeyToAccount>, isShut = true): Promise<void> {
  if (isShut) await page.getByText("Sign it elsewhere").click();
  const text = await page.getByTestId("order-text").textContent();
  const signature = await account.signTypedData(JSON.parse(text ?? "") as Parameters<typeof account.signTypedData>[0]);
  await page.getByLabel("Signature").fill(signature);
  await page.getByRole("button", { name: "Send the signed order" }).click();
}
