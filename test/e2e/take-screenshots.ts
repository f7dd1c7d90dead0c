import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { widerThanScreen } from "./open-browser.ts";

const root = join(import.meta.dirname, "../..");

/** Where pictures of the page go: `CONTRIBUTING.md` says how those under `docs/images` are made. */
export const pictures = resolve(root, process.env.PORTENT_SCREENSHOTS ?? ".portent/screenshots");

const widths = { desktop: [1440, 900], tablet: [1024, 768], phone: [390, 844] } as const;

/**
 * Pictures of the view at three widths in both themes, `<name>-<width>-<theme>.png`, from its top, or of the part that is `shown`, where
 * it would be hardly in sight then. Resolves to the widths at which it is wider than the screen.
 */
export async function takeScreenshots(page: Page, name: string, shown?: Locator): Promise<readonly string[]> {
  mkdirSync(pictures, { recursive: true });
  const before = page.viewportSize();
  const tooWide: string[] = [];
  for (const [width, [x, y]] of Object.entries(widths)) {
    await page.setViewportSize({ width: x, height: y });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // What draws by its own width does so a moment after the screen has changed.
      const fits = expect.poll(() => widerThanScreen(page), { timeout: 5_000 }).toBe(0);
      await fits.catch(() => tooWide.push(`${name} at ${x} px in ${colorScheme}`));
      await page.evaluate("window.scrollTo(0, 0)");
      await page.evaluate(twoFrames);
      const box = (await shown?.boundingBox()) ?? null;
      if (box !== null && box.y + Math.min(box.height, y) > 0.6 * y) {
        const block = box.height < y ? "center" : "start";
        await shown?.evaluate(
          (element, place) => element.scrollIntoView({ block: place }),
          block as "center" | "start",
        );
      }
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (before !== null) await page.setViewportSize(before);
  return tooWide;
}

const twoFrames = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))";
