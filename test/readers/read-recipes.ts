import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(import.meta.dirname, "../../docs/reading-exports.md"), "utf8");

/** The code under a fence of docs/reading-exports.md that is marked so, such as `python polars`. Throws where there is none. */
export function readRecipe(mark: string): string {
  const found = page.split(`\n\`\`\`${mark}\n`).slice(1);
  if (found.length !== 1) throw new Error(`docs/reading-exports.md has ${found.length} recipes marked ${mark}`);
  return found[0]?.split("\n```\n")[0] ?? "";
}
