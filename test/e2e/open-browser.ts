import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { World } from "../../local/world.ts";
import { findChromium } from "../find-chromium.ts";

export const screenSizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** A browser for the page of one world. It ends at once: one with service workers may never end by being asked to. */
export async function openBrowser(world: World) {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found: npm test installs one");
  const server = await chromium.launchServer({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  /** What a healthy page never has: errors, violations of its policy, requests to somewhere else. */
  const complaints: string[] = [];
  const { address, viewToken } = world.vault;
  const vaultHash = `#vault=${address}&view=${viewToken}`;

  /** A tab with a storage of its own, with the demo vault where no other address is given. */
  const openPage = async (options: BrowserContextOptions & { readonly hash?: string } = {}): Promise<Page> => {
    const { hash = vaultHash, ...context } = options;
    const own = await browser.newContext({
      viewport: screenSizes.desktop,
      colorScheme: "light",
      reducedMotion: "reduce",
      // A worker between page and server hides requests from a test that changes them; offline has tests of its own.
      serviceWorkers: "block",
      ...context,
    });
    const opened = await own.newPage();
    opened.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    opened.on("pageerror", (error) => complaints.push(String(error)));
    opened.on("request", (request) => {
      // What the page made itself, as the SQL console does, has an address that begins with the page's own.
      if (
        !request
          .url()
          .replace(/^blob:/, "")
          .startsWith(world.baseUrl)
      )
        complaints.push(`asked ${request.url()}`);
    });
    await opened.goto(`${world.baseUrl}/${hash}`);
    return opened;
  };
  return { openPage, complaints, close: () => server.kill() };
}

/** By how many pixels the page is wider than its screen. */
export const widerThanScreen = (opened: Page) =>
  opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
