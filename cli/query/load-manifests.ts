import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";
import { FolderManifest, manifestFolder } from "../export/manifest.ts";

/** What `portent export` has completed in a folder, by name. */
export function loadManifests(folder: string): Result<readonly FolderManifest[], Fault> {
  const path = join(folder, manifestFolder);
  let names: string[];
  try {
    names = readdirSync(path).filter((name) => name.endsWith(".json"));
  } catch {
    names = [];
  }
  if (names.length === 0) {
    return fault(`there is no exported data in ${folder}: run portent export --dataset all --out ${folder} first`);
  }
  const manifests: FolderManifest[] = [];
  for (const name of names.toSorted(compareCodePoints)) {
    const parsed = parse(join(path, name));
    if (parsed === null) return fault(`${join(path, name)} is no manifest of portent export: run that again`);
    manifests.push(parsed);
  }
  return ok(manifests);
}

function parse(path: string): FolderManifest | null {
  try {
    return FolderManifest.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

/** Where a dataset's files lie; the first that is not there, or of another size, is a fault. */
export function locateFiles(folder: string, { dataset, files }: FolderManifest): Result<readonly string[], Fault> {
  const paths: string[] = [];
  for (const { path, byteSize } of files) {
    const located = resolve(folder, path);
    if (statSync(located, { throwIfNoEntry: false })?.size !== byteSize) {
      return fault(`${located} is missing or damaged: run portent export --dataset ${dataset} again`);
    }
    paths.push(located);
  }
  return ok(paths);
}
