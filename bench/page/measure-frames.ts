import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../../test/find-chromium.ts";
import type { Row, SuiteOptions } from "../measurement.ts";
import { type FrameReport, reportFrames } from "./frame-times.ts";
import { servePage } from "./serve-page.ts";

const everyMs = 500;
const sizes = { few: 15, many: 500 };
const views = { overview: "#/overview", markets: "#/markets", "markets scrolled": "#/markets" } as const;
type View = keyof typeof views;

/**
 * Frame times of the built page with live prices, beside the same page with few assets and a page that does nothing, all in one browser on
 * this machine; then the first paint. Without a Chromium there is nothing to measure.
 */
export async function measureFrames(say: (line: string) => void, { isQuick }: SuiteOptions): Promise<readonly Row[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    say("no Chromium was found: frame times are left out");
    return [];
  }
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
  const browser = await chromium.launch({ executablePath, args });
  const forMs = isQuick ? 3_000 : 10_000;
  try {
    const plain = await measurePlain(browser, forMs);
    const rows = [...toRows("plain page", 0, plain, null, null)];
    const few = new Map<View, Measured>();
    for (const [of, count] of Object.entries(sizes)) {
      await using server = await openServer(count);
      for (const view of Object.keys(views) as View[]) {
        say(`frames of ${view} with ${count} assets`);
        const measured = await measureView(browser, server.url, view, forMs);
        if (of === "few") few.set(view, measured);
        rows.push(...toRows(view, count, measured, of === "few" ? null : `${sizes.few} assets`, few.get(view) ?? null));
      }
      if (of === "many") {
        say("first paint");
        const paints = [];
        for (let load = 0; load < (isQuick ? 3 : 7); load += 1) paints.push(await measurePaint(browser, server.url));
        rows.push(row("page/first-paint-median", count, middle(paints), "ms", null, null));
        rows.push(row("page/message", count, server.messageBytes(), "bytes", null, null));
      }
    }
    return rows;
  } finally {
    await browser.close();
  }
}

async function openServer(count: number) {
  const server = await servePage(count, everyMs);
  return { ...server, [Symbol.asyncDispose]: server.stop };
}

type Measured = FrameReport & { readonly busyMsPerSecond: number };

async function measurePlain(browser: Browser, forMs: number): Promise<Measured> {
  await using server = await openServer(sizes.few);
  await using page = await openPage(browser);
  await page.at.goto(`${server.url}/plain.html`);
  return await collect(page.at, forMs);
}

async function measureView(browser: Browser, url: string, view: View, forMs: number): Promise<Measured> {
  await using page = await openPage(browser);
  await page.at.goto(`${url}/${views[view]}`);
  await page.at.getByTestId("connection").and(page.at.locator("[data-phase=live]")).waitFor();
  await page.at
    .getByText(/\d+\.\d\d %/)
    .first()
    .waitFor();
  // The history and the panel's own code come a moment after the first prices.
  await page.at.waitForTimeout(2_500);
  return await collect(page.at, forMs, view === "markets scrolled");
}

/** Times between animation frames, and how busy the page's main thread was meanwhile. */
async function collect(page: Page, forMs: number, isScrolled = false): Promise<Measured> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  };
  const before = await taskSeconds();
  const deltas = (await page.evaluate(`new Promise((resolve) => {
    const deltas = [];
    const scroller = ${isScrolled} ? document.querySelector(".mk-scroll") : null;
    const start = performance.now();
    let last = start;
    const frame = (now) => {
      if (now > last) deltas.push(now - last);
      last = now;
      scroller?.scrollBy(0, Math.sin((now - start) / 900) > 0 ? 40 : -40);
      if (now - start < ${forMs}) requestAnimationFrame(frame);
      else resolve(deltas);
    };
    requestAnimationFrame(frame);
  })`)) as number[];
  const busyMsPerSecond = ((await taskSeconds()) - before) * (1_000_000 / forMs);
  return { ...reportFrames(deltas), busyMsPerSecond };
}

/** Of a visitor who comes for the first time. */
async function measurePaint(browser: Browser, url: string): Promise<number> {
  await using page = await openPage(browser);
  await page.at.goto(url);
  await page.at.getByTestId("connection").waitFor();
  return (await page.at.evaluate(
    `new Promise((resolve) => new PerformanceObserver((list, observer) => {
      for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") { observer.disconnect(); resolve(startTime); }
    }).observe({ type: "paint", buffered: true }))`,
  )) as number;
}

async function openPage(browser: Browser) {
  const context = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" as const, serviceWorkers: "block" as const },
  });
  return { at: await context.newPage(), [Symbol.asyncDispose]: () => context.close() };
}

function toRows(
  name: string,
  count: number,
  measured: Measured,
  peer: string | null,
  beside: Measured | null,
): readonly Row[] {
  const figures = [
    ["frame-p50", "p50Ms", "ms"],
    ["frame-p95", "p95Ms", "ms"],
    ["frame-p99", "p99Ms", "ms"],
    ["frame-longest", "longestMs", "ms"],
    ["late-frames", "lateShare", "of all"],
    ["main-thread", "busyMsPerSecond", "ms/s"],
  ] as const;
  return figures.map(([figure, key, unit]) =>
    row(`page/${figure}@${name}`, count, measured[key], unit, peer, peer === null ? null : (beside?.[key] ?? null)),
  );
}

const row = (
  name: string,
  n: number,
  value: number,
  unit: string,
  peer: string | null,
  peerValue: number | null,
): Row => ({
  ...{ case: name, n, value, unit, peer },
  ratio: peerValue === null || peerValue === 0 ? null : value / peerValue,
});

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
