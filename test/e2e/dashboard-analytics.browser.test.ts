import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CascadeRun } from "../../contracts/cascade.ts";
import { ClusterRun } from "../../contracts/cluster.ts";
import { JournalRecord } from "../../contracts/journal-records.ts";
import { startWebsocketBridge } from "../../local/postgres/websocket-bridge.ts";
import type { World } from "../../local/world.ts";
import { openWriter } from "../../store/connect.ts";
import { writeJournal } from "../../store/write-journal.ts";
import { findChromium } from "../find-chromium.ts";
import { accessibilityProblemsInBothThemes } from "./check-accessibility.ts";
import { answerCascades, simulateRun } from "./simulated-cascades.ts";
import { analyticsMs, replayTo, startTestWorld } from "./test-world.ts";

const root = join(import.meta.dirname, "../..");
const pictures = resolve(root, process.env.PORTENT_SCREENSHOTS ?? ".portent/screenshots");
const sizes = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
};

let world: World;
let browser: Browser;
let page: Page;
/** What a healthy page never has: errors, violations of its policy, requests to somewhere else. */
const complaints: string[] = [];

beforeAll(async () => {
  world = await startTestWorld("dashboard-analytics");
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found: npm test installs one");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  browser = await chromium.launch({ executablePath, args });
  page = await openPage("#/clusters");
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const readRun = async (): Promise<ClusterRun> =>
  ClusterRun.parse(await (await fetch(`${world.baseUrl}/v1/clusters`)).json());
const readCascades = async (): Promise<{ readonly edges: readonly object[]; readonly assets: readonly string[] }> =>
  (await (await fetch(`${world.baseUrl}/v1/cascades`)).json()) as Awaited<ReturnType<typeof readCascades>>;

test("before the first run each panel says that it waits, and for what", async () => {
  await page.getByText("No cluster yet").waitFor();
  await expect.poll(() => page.locator("main").textContent()).toContain("computed every six hours");
  await page.goto(`${world.baseUrl}/#/cascades`);
  await page.getByText("No cascade yet").waitFor();
  await expect.poll(() => page.locator("main").textContent()).toContain("Cascades are computed every six hours");
  expect(complaints).toEqual([]);
});

test("clusters come by themselves: each with its members, and the run's regime in words", async () => {
  await page.goto(`${world.baseUrl}/#/clusters`);
  await replayTo(world, analyticsMs);
  await page.getByTestId("tree-map").waitFor();
  const run = await readRun();
  await expect.poll(() => page.getByTestId(/^cluster-cluster-/).count()).toBe(Math.min(12, run.clusters.length));
  for (const { id, members } of run.clusters.slice(0, 12)) {
    const names = await page.getByTestId(`cluster-${id}`).locator(".series-link").allTextContents();
    expect(new Set(names)).toEqual(new Set(members.slice(0, 40).map((member) => member.replace("-USD", ""))));
  }
  await expect.poll(() => page.getByTestId("regime").getAttribute("data-regime")).toBe(run.regime?.regime);
  await expect.poll(() => page.getByTestId("regime").textContent()).toContain((run.regime?.activity ?? 0).toFixed(2));
  await expect.poll(() => page.getByTestId("refused").count()).toBe(run.refused.length === 0 ? 0 : 1);
});

test("the tree: a leaf for each series, and a table that says the same", async () => {
  const run = await readRun();
  const figure = page.getByTestId("tree-map");
  await expect.poll(() => figure.locator(".tree-leaf").count()).toBe(run.assets.length);
  // Two blocks of the heat map for each merge.
  await expect.poll(() => figure.locator(".heat-near, .heat-apart").count()).toBe(2 * run.linkage.length + 5);
  await page.getByText("The tree as a table").click();
  const rows = page.getByTestId("merges").locator("tbody tr");
  await expect.poll(() => rows.count()).toBe(Math.min(50, run.linkage.length));
  const [, , height = 0] = run.linkage[0] ?? [];
  await expect.poll(() => rows.first().textContent()).toContain(Math.abs(1 - height ** 2 / 2).toFixed(2));
  const box = await figure.locator("svg").first().boundingBox();
  if (box === null) throw new Error("the tree is not to be seen");
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.3);
  await expect
    .poll(() => page.getByTestId("tree-pair").textContent())
    .toMatch(/^\w+( and \w+: −?[\d.]+ as the tree has it)?$/);
});

test("who is near to one series: chosen by the keyboard, held by the address, and the nearest first", async () => {
  await page.getByLabel("who is near to").selectOption("ETH-USD");
  await expect.poll(() => page.url()).toContain("near=ETH-USD");
  await page.reload();
  const cells = page.getByTestId("neighbours").locator("tbody tr td:nth-child(2)");
  await cells.first().waitFor();
  const correlations = (await cells.allTextContents()).map((text) => Number(text.replace("−", "-")));
  expect(correlations).toEqual(correlations.toSorted((a, b) => b - a));
});

test("weights sum to one, and a series leads to its market", async () => {
  const run = await readRun();
  const table = page.getByTestId("weights");
  for (let more = page.getByRole("button", { name: /more of \d+ weights/ }); (await more.count()) > 0; )
    await more.click();
  const weights = (await table.locator("tbody td.number").allTextContents()).map((text) => Number.parseFloat(text));
  expect(weights.length).toBe(run.weights.length);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 0);
  await expect
    .poll(() => table.locator(".series-link").first().getAttribute("href"))
    .toMatch(/^#\/markets\?asset=[A-Z0-9]+-USD$/);
});

test("a cluster's history opens from its card and survives a reload", async () => {
  const [first] = (await readRun()).clusters;
  const id = first?.id ?? "";
  const said = async () =>
    ((await (await fetch(`${world.baseUrl}/v1/clusters/${id}`)).json()) as { explanation?: string }).explanation;
  await expect.poll(said).toBeDefined();
  await page.getByTestId(`cluster-${id}`).getByRole("button", { name: "History" }).press("Enter");
  await page.getByTestId("cluster-said").waitFor();
  await expect.poll(() => page.url()).toContain(`cluster=${id}`);
  await page.reload();
  await expect.poll(() => page.getByTestId("cluster-said").textContent()).toContain(await said());
  await page.getByText(/^Its (only run|\d+ runs) as a table$/).click();
  await page.getByTestId("cluster-runs").locator("tbody tr").first().waitFor();
});

test("the network: a point for each series, reached by arrows, the same places each time, and a table that says the same", async () => {
  const run = await readRun();
  await page.goto(`${world.baseUrl}/#/clusters`);
  const network = page.getByTestId("network");
  await network.locator(".network-node").first().waitFor();
  await expect.poll(() => network.locator(".network-node").count()).toBe(run.assets.length);
  await expect.poll(() => network.locator("line").count()).toBe(run.linkage.length);
  const places = () =>
    network.locator(".network-node").evaluateAll((all) => all.map((node) => node.getAttribute("transform")));
  const before = await places();
  // One stop for Tab; arrows lead on, and what has the focus is told below.
  await expect.poll(() => network.locator(".network-node[tabindex='0']").count()).toBe(1);
  await network.locator(".network-node[tabindex='0']").focus();
  const reached = new Set<string>();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowLeft", "ArrowUp"]) {
    await page.keyboard.press(key);
    reached.add((await page.evaluate("document.activeElement.getAttribute('data-testid')")) as string);
  }
  expect(reached.size).toBeGreaterThan(1);
  const active = ((await page.evaluate("document.activeElement.getAttribute('data-testid')")) as string).replace(
    "network-",
    "",
  );
  await expect.poll(() => page.getByTestId("network-said").textContent()).toContain(active.replace("-USD", ""));
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).toContain(`near=${active}`);
  await page.getByTestId("neighbours").locator("tbody tr").first().waitFor();
  await page.getByRole("button", { name: "By community" }).click();
  await expect.poll(() => page.url()).toContain("by=community");
  await page.reload();
  await network.locator(".network-node").first().waitFor();
  expect(await places()).toEqual(before);
  await page.getByText("The network as a table").click();
  const rows = page.getByTestId("network-lines").locator("tbody tr");
  await expect.poll(() => rows.count()).toBe(Math.min(30, run.linkage.length));
  const correlations = (await rows.locator("td:nth-child(3)").allTextContents()).map((text) =>
    Number(text.replace("−", "-")),
  );
  expect(correlations).toEqual(correlations.toSorted((a, b) => b - a));
});

test("the past: lineage over the runs, a run of then with a clear notice, and the way back", async () => {
  const { assets } = await readRun();
  const earlier = await writePast(assets);
  await expect
    .poll(async () => {
      const answer = await fetch(`${world.baseUrl}/v1/clusters/lineage`);
      return ((await answer.json()) as { runsInAll: number }).runsInAll;
    })
    .toBe(earlier.length + 1);
  await page.goto(`${world.baseUrl}/#/overview`);
  await page.goto(`${world.baseUrl}/#/clusters`);
  const figure = page.getByTestId("lineage");
  await figure.locator(".lineage-block").first().waitFor();
  await page.getByText("The lineage as a table").click();
  const rows = page.getByTestId("lineage-runs").locator("tbody tr");
  await expect.poll(() => rows.count()).toBe(earlier.length + 1);
  await expect.poll(() => rows.nth(1).textContent()).toContain("took in");
  await expect.poll(() => rows.nth(2).textContent()).toContain("split off from");
  await expect.poll(() => rows.last().textContent()).toContain("the first that is told");

  await page.getByRole("button", { name: "Earlier" }).press("Enter");
  const notice = page.getByTestId("past-notice");
  await expect
    .poll(() => notice.textContent())
    .toContain("You look at the past: the run of 19 May 2021, 06:00 UTC, 6 h");
  await expect.poll(() => page.url()).toContain(`at=${earlier.at(-1)}`);
  await expect.poll(() => page.getByTestId("tree-map").count()).toBe(0);
  await expect.poll(() => page.getByTestId(/^cluster-cluster-/).count()).toBe(1);
  await page.reload();
  await notice.waitFor();
  await page.getByLabel("Run", { exact: true }).selectOption({ index: earlier.length });
  await expect.poll(() => notice.textContent()).toContain("18 May 2021, 18:00 UTC");
  expect(await accessibilityProblemsInBothThemes(page)).toEqual([]);
  await notice.getByRole("button", { name: "Back to the present" }).click();
  await page.getByTestId("tree-map").waitFor();
  await expect.poll(() => page.url()).not.toContain("at=");
  // A moment before every run.
  await page.goto(`${world.baseUrl}/#/clusters?at=1`);
  await page.getByText("There is no run of the fast view at or before 1.").waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining("404")]);
  await page.getByRole("button", { name: "Back to the present" }).click();
  await page.getByTestId("tree-map").waitFor();
});

test("no violation of WCAG 2.2 AA on either view, in either theme, with all folds open", async () => {
  const run = simulateRun(analyticsMs);
  for (const hash of ["#/clusters?near=ETH-USD", "#/cascades?shock=BTC-USD%3D-0.1"]) {
    const other = await openSimulated(run, hash, "light");
    await other.getByTestId(hash.startsWith("#/clusters") ? "lineage" : "scenario-result").waitFor();
    for (const fold of await other.locator("main details").all()) await fold.locator("summary").click();
    expect(await accessibilityProblemsInBothThemes(other), hash).toEqual([]);
    await other.close();
  }
});

test("the slow view has an address of its own; two hours of history are too few for it, and it says so", async () => {
  await page.getByRole("button", { name: "Slow" }).click();
  await expect.poll(() => page.url()).toContain("view=slow");
  await page.getByText("The slow view needs more history than the fast one").waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining("503")]);
  await page.goBack();
  await expect.poll(() => page.url()).not.toContain("view=slow");
  await page.getByTestId("tree-map").waitFor();
});

test("cascades as they are: edges with their reasons, or that there is none and why", async () => {
  await page.goto(`${world.baseUrl}/#/cascades`);
  const { edges } = await readCascades();
  if (edges.length === 0) await page.getByTestId("no-edges").waitFor();
  else await expect.poll(() => page.getByTestId("edges").locator("tbody tr").count()).toBe(Math.min(25, edges.length));
});

test("a scenario: a mistake is told in place and loses nothing; then it runs, and the link carries it", async () => {
  const asset = page.getByLabel("Asset 1", { exact: true });
  await asset.fill("XYZ-USD");
  await page.getByLabel("Size 1 in percent").fill("-10");
  await page.getByLabel("Size 1 in percent").press("Enter");
  await page.getByText("XYZ-USD has no place in this run.").waitFor();
  await expect.poll(() => asset.inputValue()).toBe("XYZ-USD");
  expect(await asset.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("Asset 1");
  const [known = ""] = (await readCascades()).assets;
  await asset.fill(known);
  await asset.press("Enter");
  await page.getByTestId(/^scenario-(result|none)$/).waitFor();
  await expect.poll(() => page.url()).toContain(`shock=${known}%3D-0.1`);
  await page.reload();
  await page.getByTestId(/^scenario-(result|none)$/).waitFor();
  await expect.poll(() => page.getByLabel("Asset 1", { exact: true }).inputValue()).toBe(known);
  expect(complaints).toEqual([]);
});

test("a link with a scenario that the server refuses: its words in place, what came stays in the form", async () => {
  const other = await openPage("#/cascades?shock=XYZ-USD%3D-0.1");
  await expect
    .poll(() => other.getByTestId("scenario-problem").textContent())
    .toContain("XYZ-USD: there is no such asset");
  await expect.poll(() => other.getByLabel("Asset 1", { exact: true }).inputValue()).toBe("XYZ-USD");
  await other.close();
  // The browser itself writes a refused request to the console.
  expect(complaints.splice(0)).toEqual([expect.stringContaining("400")]);
});

test("edges of simulated prices, through the real routes: drawing, table, arrival and contributions", async () => {
  const run = simulateRun(analyticsMs);
  const other = await openSimulated(run, "#/cascades", "light");
  await other.getByTestId("edge-arcs").locator(".arc").first().waitFor();
  await expect.poll(() => other.getByTestId("edge-arcs").locator(".arc").count()).toBe(run.edges.length);
  await expect.poll(() => other.getByTestId("edges").locator("tbody tr").count()).toBe(run.edges.length);
  await expect
    .poll(() => other.getByTestId("edge-BTC-USD-ETH-USD").textContent())
    .toContain("ETH-USD follows BTC-USD the same way");
  await other.getByLabel("Asset 1", { exact: true }).fill("BTC-USD");
  await other.getByLabel("Size 1 in percent").fill("−10");
  await other.getByRole("button", { name: "Add an asset" }).click();
  await other.getByLabel("Asset 2", { exact: true }).fill("DOGE-USD");
  await other.getByLabel("Size 2 in percent").fill("5");
  await other.getByRole("button", { name: "Run" }).click();
  await other.getByTestId("scenario-result").waitFor();
  const eth = await other.getByTestId("impact-ETH-USD").textContent();
  expect(eth).toMatch(/^ETH−[\d.]+ %2 m\d\d:\d\dBTC 100 %$/);
  await expect.poll(() => other.getByTestId("impact-LTC-USD").textContent()).toContain("DOGE 100 %");
  const lines = other.locator(".arrival-line");
  await expect.poll(() => lines.count()).toBe(await other.getByTestId("impacts").locator("tbody tr").count());
  await expect.poll(() => lines.first().getAttribute("d")).toMatch(/^M0 [\d.]+H[\d.]+V[\d.]+L/);
  await other.getByText("The chart as a table").click();
  await expect
    .poll(() => other.getByTestId("arrivals").locator("tbody tr").first().textContent())
    .toMatch(/^0 ms(0\.00 %)+$/);
  await other.close();
});

test("desktop and phone, light and dark: nothing wider than the screen", async () => {
  mkdirSync(pictures, { recursive: true });
  const [first] = (await readRun()).clusters;
  const views = {
    clusters: `#/clusters?cluster=${first?.id}&near=ETH-USD`,
    cascades: "#/cascades?shock=BTC-USD%3D-0.1%2CDOGE-USD%3D0.05",
  };
  const run = simulateRun(analyticsMs);
  for (const [name, size] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [view, hash] of Object.entries(views)) {
        const other = await openSimulated(run, hash, colorScheme, size);
        await other.getByTestId(view === "clusters" ? "cluster-said" : "scenario-result").waitFor();
        for (const fold of await other.locator("main details").all()) await fold.locator("summary").click();
        // A style of another view that reached these tables would move the heads off their columns.
        for (const table of await other.locator("main table").all()) {
          const [head, cell] = [
            table.locator("thead th").first(),
            table.locator("tbody tr").first().locator("th, td").first(),
          ];
          expect((await head.boundingBox())?.x).toBe((await cell.boundingBox())?.x);
        }
        expect(
          await other.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
          `${view} ${name} ${colorScheme}`,
        ).toBe(0);
        const path = join(pictures, `${view}-${name}-${colorScheme}.png`);
        await other.screenshot({ path, fullPage: true, animations: "disabled" });
        await other.close();
      }
    }
  }
  expect(complaints).toEqual([]);
});

/** Runs of the day before, as the six-hour job would have left them: two clusters, then three, then one. Returns their times. */
async function writePast(assets: readonly string[]): Promise<readonly number[]> {
  const sixHoursMs = 6 * 3_600_000;
  const [a, b, c] = [assets.slice(0, 8), assets.slice(8, 13), assets.slice(5, 8)];
  const runs = [{ a, b }, { a: a.slice(0, 5), b, c }, { a: [...a, ...b] }];
  const records = runs.flatMap((clusters, at) => {
    const asOfMs = analyticsMs - (runs.length - at) * sixHoursMs;
    return Object.entries(clusters).map(([name, members]) => {
      const id = `cluster-${name.repeat(16)}`;
      return JournalRecord.parse({
        ...{ table: "clusters", key: `fast:${asOfMs}:${id}`, version: asOfMs },
        row: {
          ...{ id, view: "fast", members, medoid: members[0], cohesion: 0.7, stress: 0.5, asOfMs },
          lineage: { state: at === 0 ? "born" : "kept", from: [] },
        },
      });
    });
  });
  const bridge = await startWebsocketBridge({ postgresPort: Number(new URL(world.databaseUrl).port) });
  const writer = openWriter({ databaseUrl: world.databaseUrl, websocketProxy: bridge.url });
  const written = await writeJournal(writer, records);
  await writer.close();
  await bridge.stop();
  if (!written.ok) throw new Error(written.error.message);
  return runs.map((_, at) => analyticsMs - (runs.length - at) * sixHoursMs);
}

/** A page of the real system, but for the cascades: those come from the real routes over a simulated run. */
async function openSimulated(
  run: CascadeRun,
  hash: string,
  colorScheme: "light" | "dark",
  size: { width: number; height: number } = sizes.desktop,
): Promise<Page> {
  return openPage(hash, size, colorScheme, (opened) => answerCascades(opened, run));
}

async function openPage(
  hash: string,
  viewport: { width: number; height: number } = sizes.desktop,
  colorScheme: "light" | "dark" = "light",
  prepare: (opened: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const opened = await browser.newPage({ viewport, colorScheme, reducedMotion: "reduce", serviceWorkers: "block" });
  opened.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  opened.on("pageerror", (error) => complaints.push(String(error)));
  opened.on("request", (request) => {
    if (!request.url().startsWith(world.baseUrl)) complaints.push(`asked ${request.url()}`);
  });
  await prepare(opened);
  await opened.goto(`${world.baseUrl}/${hash}`);
  return opened;
}
