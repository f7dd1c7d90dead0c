import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { dateOf, type TimeRange } from "../../analytics/exports/part-keys.ts";
import { sha256Hex } from "../../analytics/exports/sha256.ts";
import { type FileNote, type FolderManifest, manifestFolder } from "./manifest.ts";
import type { Format } from "./read-options.ts";

/** What was done for a file: it was whole already, was written, or begun by an earlier run and completed. */
export type Placing = "kept" | "written" | "resumed";
export type Placed = FileNote & { readonly placing: Placing };

const partName = /^part-\d{1,16}-\d{1,16}\.(?:arrow|arrows|parquet)(?:\.[0-9a-f]{16})?(?:\.part)?$/;

/**
 * The folder of one dataset under the one that is exported to. A file has its name once it is whole; until then it ends in `.part`,
 * which readers by suffix do not see.
 */
export class DatasetFolder {
  readonly #out: string;
  readonly #dataset: string;
  readonly #format: Format;

  constructor(out: string, dataset: string, format: Format) {
    this.#out = out;
    this.#dataset = dataset;
    this.#format = format;
  }

  /** Relative path of the file of a range. */
  pathOf({ fromMs, toMs }: TimeRange): string {
    return `${this.#dataset}/date=${dateOf(fromMs)}/part-${fromMs}-${toMs}.${this.#format}`;
  }

  locate = (path: string): string => join(this.#out, path);

  /** From now on the folder is changed: no manifest may say that it is whole. */
  beginChange(): void {
    rmSync(this.#manifestPath, { force: true });
  }

  /** Where a download of these bytes grows; with a part of the sum, so that two versions of a file are never mixed. */
  draftOf(path: string, sha256: string): string {
    this.beginChange();
    const draft = `${this.locate(path)}.${sha256.slice(0, 16)}.part`;
    mkdirSync(dirname(draft), { recursive: true });
    return draft;
  }

  holds(path: string, byteSize: number, sha256: string): Promise<boolean> {
    return holdsBytes(this.locate(path), byteSize, sha256);
  }

  async adopt(draft: string, path: string): Promise<void> {
    await rename(draft, this.locate(path));
  }

  /** Writes bytes unless they are there. */
  async place(path: string, bytes: Uint8Array): Promise<{ readonly sha256: string; readonly placing: Placing }> {
    const sha256 = await sha256Hex(bytes);
    if (await this.holds(path, bytes.length, sha256)) return { sha256, placing: "kept" };
    const draft = this.draftOf(path, sha256);
    writeFileSync(draft, bytes, { flush: true });
    await this.adopt(draft, path);
    return { sha256, placing: "written" };
  }

  /** Removes parts and drafts of earlier exports that this one does not hold, and nothing else. Tells how many parts that were. */
  sweep(kept: ReadonlySet<string>): number {
    const root = this.locate(this.#dataset);
    const dates = existsSync(root) ? readdirSync(root).filter((name) => /^date=\d{4}-\d{2}-\d{2}$/.test(name)) : [];
    let removed = 0;
    for (const date of dates) {
      const folder = join(root, date);
      const names = readdirSync(folder);
      const old = names.filter((name) => partName.test(name) && !kept.has(`${this.#dataset}/${date}/${name}`));
      if (old.length > 0) this.beginChange();
      for (const name of old) rmSync(join(folder, name));
      removed += old.filter((name) => !name.endsWith(".part")).length;
      if (old.length === names.length) rmdirSync(folder);
    }
    return removed;
  }

  async finish(manifest: FolderManifest): Promise<void> {
    const path = this.#manifestPath;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
    await rename(`${path}.part`, path);
  }

  get #manifestPath(): string {
    return join(this.#out, manifestFolder, `${this.#dataset}.json`);
  }
}

/** Whether a file is there with these very bytes. */
export async function holdsBytes(path: string, byteSize: number, sha256: string): Promise<boolean> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile() || found.size !== byteSize) return false;
  return (await hashFile(path)) === sha256;
}

/** SHA-256 of a file, in hex; `around`: bytes to think before and after it. */
export async function hashFile(
  path: string,
  around: { readonly before: Uint8Array; readonly after: Uint8Array } = { before: empty, after: empty },
): Promise<string> {
  const hash = createHash("sha256").update(around.before);
  for await (const bytes of createReadStream(path)) hash.update(bytes as Uint8Array);
  return hash.update(around.after).digest("hex");
}

const empty = new Uint8Array();
