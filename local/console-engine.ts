import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const engine = require.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");

/** Another engine is another build of the page. */
export const engineManifest = join(dirname(engine), "..", "package.json");

/**
 * Puts the SQL console's engine beside the page, compressed: as it is, it is larger than what a static asset may be. Its name carries a
 * hash of its content; `engine.json` says it, with the sizes. The Worker serves it, see `worker/http/console-routes.ts`.
 */
export function writeConsoleEngine(dist: string): void {
  const bytes = readFileSync(engine);
  const compressed = gzipSync(bytes, { level: 9 });
  const file = `duckdb-eh-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.wasm`;
  const { version } = JSON.parse(readFileSync(engineManifest, "utf8")) as { version: string };
  const folder = join(dist, "console");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${file}.gz`), compressed);
  const entry = { file, version, byteSize: bytes.length, transferSize: compressed.length };
  writeFileSync(join(folder, "engine.json"), JSON.stringify(entry));
}
