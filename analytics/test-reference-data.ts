import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** For tests: recorded prices and others' results beside the project, or where PORTENT_DATA says. */
export const dataDir = process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../shared/data");

/** Why a test cannot run here; an empty text where it can. */
export const whyMissing = (...paths: readonly string[]): string => {
  const missing = paths.find((path) => !existsSync(join(dataDir, path)));
  return missing === undefined ? "" : ` (skipped: no ${missing} in ${dataDir}; set PORTENT_DATA)`;
};

export function readReference(path: string): string {
  const bytes = readFileSync(join(dataDir, path));
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}
