import { readFileSync, rmSync, statSync } from "node:fs";
import { z } from "zod";
import { streamOf, streamStart } from "../../analytics/exports/arrow-stream.ts";
import { hashSchema } from "../../analytics/exports/dataset.ts";
import { type PublicDatasetName, publicDatasets } from "../../analytics/exports/datasets.ts";
import { decodeArrow } from "../../analytics/exports/decode-arrow.ts";
import { ExportFile } from "../../analytics/exports/manifest.ts";
import { type Part, partsOf } from "../../analytics/exports/parts.ts";
import { TimeMs } from "../../contracts/time.ts";
import { clipColumns } from "./clip-columns.ts";
import { type DatasetFolder, hashFile, type Placed } from "./dataset-folder.ts";
import { describeCause, describeRefusal } from "./describe-cause.ts";
import { downloadFile } from "./download-file.ts";
import { encodeFile } from "./encode-file.ts";
import { ExportFault } from "./export-fault.ts";
import { FieldNote } from "./manifest.ts";
import type { OpenDataset, Range } from "./open-dataset.ts";
import type { Format, Past } from "./read-options.ts";

type Linked = ExportFile & { readonly href: string };

/** The answer of `/v1/exports/<dataset>`, as far as it is used. */
const Answer = z.object({
  description: z.string(),
  schemaHash: z.string(),
  timeField: z.string(),
  fields: z.array(FieldNote),
  snapshot: z.object({ version: z.int(), writtenAtMs: TimeMs }).nullable(),
  /** Those that can still be read, the oldest first. */
  snapshots: z.array(z.object({ version: z.int(), writtenAtMs: TimeMs })),
  files: z.array(ExportFile.extend({ href: z.string() })),
});

/** One snapshot of a dataset of a running instance. */
export async function openInstanceDataset(
  url: URL,
  name: PublicDatasetName,
  past: Past,
  format: Format,
  range: Range,
): Promise<OpenDataset> {
  const answer = await askPast(url, name, past);
  const { snapshot, snapshots: _, files, ...about } = answer;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const parts = partsOf(files.map(({ href: _, ...file }) => file)).filter(
    ({ firstRowMs, lastRowMs }) => lastRowMs >= range.fromMs && firstRowMs < range.toMs,
  );
  const source = {
    kind: "snapshot",
    version: snapshot?.version ?? null,
    writtenAtMs: snapshot?.writtenAtMs ?? null,
  } as const;
  return {
    about: { ...about, source },
    parts: parts.length,
    async *place(folder) {
      for (const part of parts) {
        const linked = part.files.flatMap(({ path }) => byPath.get(path) ?? []);
        const placed = await placePart(url, name, part, linked, { format, range, folder });
        if (placed !== null) yield placed;
      }
    },
  };
}

/** Before a dataset's very first snapshot it was empty; of a past that is no longer kept nobody can say. */
async function askPast(url: URL, name: string, past: Past): Promise<z.output<typeof Answer>> {
  try {
    return await ask(url, name, past);
  } catch (cause) {
    if (past.atMs === undefined) throw cause;
    const latest = await ask(url, name, {});
    const [first] = latest.snapshots;
    if (first !== undefined && (first.version > 1 || first.writtenAtMs <= past.atMs)) throw cause;
    return { ...latest, snapshot: null, files: [] };
  }
}

async function ask(url: URL, name: string, { version, atMs }: Past): Promise<z.output<typeof Answer>> {
  const address = new URL(`/v1/exports/${name}`, url);
  if (version !== undefined) address.searchParams.set("version", String(version));
  if (atMs !== undefined) address.searchParams.set("atMs", String(atMs));
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new ExportFault(await describeRefusal(response));
    body = await response.json();
  } catch (cause) {
    if (cause instanceof ExportFault) throw cause;
    throw new ExportFault(`${url.origin} does not answer: ${describeCause(cause)}`);
  }
  const parsed = Answer.safeParse(body);
  if (!parsed.success) throw new ExportFault(`${url.origin} answered in a form that this version does not know`);
  return parsed.data;
}

const timeoutMs = 30_000;

type Place = { readonly format: Format; readonly range: Range; readonly folder: DatasetFolder };

/** A part as the instance has it, byte for byte; one at the edge of the range is cut. Null where nothing of it is left. */
async function placePart(
  url: URL,
  name: PublicDatasetName,
  part: Part,
  files: readonly Linked[],
  { format, range, folder }: Place,
): Promise<Placed | null> {
  const isWhole = part.firstRowMs >= range.fromMs && part.lastRowMs < range.toMs;
  const stored = files.find((file) => file.format === (format === "parquet" ? "parquet" : "arrow"));
  if (isWhole && stored !== undefined) {
    return format === "arrows" ? placeStream(url, stored, folder) : placeWhole(url, stored, folder);
  }
  const arrow = files.find((file) => file.format === "arrow");
  const dataset = publicDatasets[name];
  const where = `${name}: the part from ${new Date(part.fromMs).toISOString()} on`;
  if (arrow === undefined) throw new ExportFault(`${where} is left as Parquet alone: export it as parquet, uncut`);
  if (part.schemaHash !== (await hashSchema(dataset))) {
    throw new ExportFault(
      `${where} has the fields of another version and cannot be cut: choose --from and --to around it`,
    );
  }
  const bytes = await fetchArrow(url, arrow, folder);
  const columns = clipColumns(dataset, decodeArrow(dataset, bytes), range);
  if (columns.rows === 0) return null;
  const cut = { fromMs: Math.max(part.fromMs, range.fromMs), toMs: Math.min(part.toMs, range.toMs) };
  return { ...(await encodeFile(dataset, columns, cut, format, folder)), schemaHash: part.schemaHash };
}

async function placeWhole(url: URL, file: Linked, folder: DatasetFolder): Promise<Placed> {
  const path = folder.pathOf(file);
  if (await folder.holds(path, file.byteSize, file.sha256)) return noteOf(path, file, "kept");
  const draft = folder.draftOf(path, file.sha256);
  const resumedAt = await download(url, file, draft);
  await folder.adopt(draft, path);
  return noteOf(path, file, resumedAt > 0 ? "resumed" : "written");
}

/** The stream is a slice of the file, and the file is what the snapshot has a sum of. */
async function placeStream(url: URL, file: Linked, folder: DatasetFolder): Promise<Placed> {
  const path = folder.pathOf(file);
  const kept = await findStream(url, file, folder.locate(path));
  if (kept !== null) return { ...noteOf(path, file, "kept"), ...kept };
  const stream = streamOf(await fetchArrow(url, file, folder));
  return { ...noteOf(path, file, "written"), byteSize: stream.length, ...(await folder.place(path, stream)) };
}

const noteOf = (path: string, file: Linked, placing: Placed["placing"]): Placed => {
  const { rows, byteSize, sha256, fromMs, toMs, schemaHash } = file;
  return { path, rows, byteSize, sha256, fromMs, toMs, schemaHash, placing };
};

async function fetchArrow(url: URL, file: Linked, folder: DatasetFolder): Promise<Uint8Array> {
  const draft = folder.draftOf(folder.pathOf(file), file.sha256);
  await download(url, file, draft);
  const bytes = readFileSync(draft);
  rmSync(draft);
  return bytes;
}

async function download(url: URL, { href, byteSize, sha256 }: Linked, draft: string): Promise<number> {
  const got = await downloadFile({ href: hrefOn(url, href), byteSize, sha256 }, draft);
  if (!got.ok) throw new ExportFault(got.error);
  return got.value.resumedAt;
}

/** Files lie on the instance that lists them. */
function hrefOn(url: URL, href: string): URL {
  const found = new URL(href, url);
  if (found.origin !== url.origin) throw new ExportFault(`${url.origin} leads to files on ${found.origin}`);
  return found;
}

/**
 * Whether a stream that is there is the one within a file: with the file's first bytes before it and its footer, which is asked for,
 * after it, it must have the file's sum.
 */
async function findStream(url: URL, file: Linked, path: string): Promise<Pick<Placed, "byteSize" | "sha256"> | null> {
  const byteSize = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const footerAt = streamStart + byteSize;
  if (byteSize === 0 || footerAt >= file.byteSize) return null;
  try {
    const headers = { range: `bytes=${footerAt}-`, "if-range": `"${file.sha256}"` };
    const response = await fetch(hrefOn(url, file.href), { headers, signal: AbortSignal.timeout(timeoutMs) });
    const after = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 206 || (await hashFile(path, { before: magic, after })) !== file.sha256) return null;
    return { byteSize, sha256: await hashFile(path) };
  } catch {
    // The download tells why.
    return null;
  }
}

const magic = new TextEncoder().encode("ARROW1\0\0");
