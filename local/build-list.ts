import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The files that make the page stand. The console's engine is kept once it was opened; headers and keys are no files of the page. */
const shell = /^(assets\/(?!duckdb-|start-engine-).+|icons\/.+|[^/]+\.(html|js|svg|webmanifest))$/;
const worker = "service-worker.js";
const opening = "self.portentBuild=";

/**
 * Writes into a built page's service worker which files belong together, and one name for all of them: it follows from their content
 * and their headers. To be done last, and again when a file was changed.
 */
export function writeBuildList(dist: string): void {
  const names = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
    .toSorted();
  const hashes = names.filter((name) => name !== worker).map((name) => [name, hashOf(readFileSync(join(dist, name)))]);
  const code = readFileSync(join(dist, worker), "utf8").replace(/^self\.portentBuild=.*\n/, "");
  const id = hashOf(JSON.stringify([hashes, hashOf(code)])).slice(0, 12);
  const files = hashes.flatMap(([name = "", sha256]) => {
    if (!shell.test(name)) return [];
    // A file under `assets/` is named by its content: what has its name is it.
    return [{ path: name === "index.html" ? "/" : `/${name}`, sha256: name.startsWith("assets/") ? null : sha256 }];
  });
  writeFileSync(join(dist, worker), `${opening}${JSON.stringify({ id, files })};\n${code}`);
}

const hashOf = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");
