import type { Context } from "hono";
import { sumOf } from "../../analytics/adapters/r2-object-store.ts";
import { footerTailSize, streamEndOf, streamStart } from "../../analytics/exports/arrow-stream.ts";
import { mediaTypes } from "../../analytics/exports/formats.ts";
import type { EdgeEnv } from "../bindings.ts";
import { parseRange } from "./parse-range.ts";
import { answerProblem } from "./problem.ts";

type FileContext = Context<{ Bindings: EdgeEnv }>;

/** The keys that anyone may read: parts of exports, and replaced ones. Whatever else lies in the bucket is not asked for. */
const keyPattern =
  /^(?:exports\/(?:arrow|parquet)\/[a-z_]{1,40}\/date=\d{4}-\d{2}-\d{2}\/part-\d{1,16}-\d{1,16}|superseded\/[0-9a-f]{64})\.(arrow|arrows|parquet)$/;

const cacheFor = { ever: "public, max-age=31536000, immutable", asking: "public, no-cache" };

/**
 * One file, or a range of it, as a stream. `.arrows` in place of `.arrow` is the IPC stream within the file. With `sha256` the answer is
 * that very file wherever it lies by now, and may be kept for ever, as replaced files may: a name alone may stand for other bytes
 * tomorrow.
 */
export async function serveExportFile(
  context: FileContext,
  path: string,
  sha256: string | undefined,
): Promise<Response> {
  const ending = keyPattern.exec(path)?.[1] as keyof typeof mediaTypes | undefined;
  if (ending === undefined || (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))) {
    return answerProblem(context, "not-found", "There is no such file; /v1/exports lists them all.");
  }
  const key = ending === "arrows" ? path.slice(0, -1) : path;
  const found = await findObject(context.env.ARCHIVE, key, sha256);
  const sum = found === null ? null : sumOf(found);
  if (found === null || sum === null) {
    return answerProblem(context, "not-found", "This file is gone; /v1/exports lists those that are there.");
  }
  const slice = ending === "arrows" ? await findStream(context.env.ARCHIVE, found) : { offset: 0, size: found.size };
  const etag = `"${sum}${ending === "arrows" ? ".arrows" : ""}"`;
  const headers = {
    etag,
    "accept-ranges": "bytes",
    "content-type": mediaTypes[ending],
    "cache-control": sha256 !== undefined || key.startsWith("superseded/") ? cacheFor.ever : cacheFor.asking,
  };
  if (isNamed(context.req.header("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  // Of another file than the one that was begun there is no rest: the whole is sent.
  const begun = context.req.header("if-range");
  const isHead = context.req.method === "HEAD";
  const asked = isHead || (begun !== undefined && begun !== etag) ? undefined : context.req.header("range");
  const range = parseRange(asked, slice.size);
  if (range.kind === "unsatisfiable") {
    context.header("content-range", `bytes */${slice.size}`);
    return answerProblem(context, "bad-range", `The file has ${slice.size} bytes.`);
  }
  const { offset, length } = range.kind === "part" ? range : { offset: 0, length: slice.size };
  const sized = {
    ...headers,
    "content-length": String(length),
    ...(range.kind === "part" ? { "content-range": `bytes ${offset}-${offset + length - 1}/${slice.size}` } : {}),
  };
  const status = range.kind === "part" ? 206 : 200;
  if (isHead) return new Response(null, { status, headers: sized });
  const object = await context.env.ARCHIVE.get(found.key, {
    range: { offset: slice.offset + offset, length },
    onlyIf: { etagMatches: found.etag },
  });
  if (object === null || !("body" in object)) {
    return answerProblem(context, "unavailable", "This file was just replaced; ask again.");
  }
  return new Response(object.body, { status, headers: sized });
}

/** The object under a key, or, where the sum is told, the object that has it. */
async function findObject(bucket: R2Bucket, key: string, sha256: string | undefined): Promise<R2Object | null> {
  const named = await bucket.head(key);
  if (sha256 === undefined || (named !== null && sumOf(named) === sha256)) return named;
  const kept = await bucket.head(`superseded/${sha256}.${key.split(".").at(-1)}`);
  return kept !== null && sumOf(kept) === sha256 ? kept : null;
}

async function findStream(bucket: R2Bucket, { key, size, etag }: R2Object) {
  const tail = await bucket.get(key, { range: { suffix: footerTailSize }, onlyIf: { etagMatches: etag } });
  const bytes = tail !== null && "body" in tail ? new Uint8Array(await tail.arrayBuffer()) : new Uint8Array();
  const end = streamEndOf(size, bytes);
  if (end === undefined) throw new Error(`${key} is no Arrow file`);
  return { offset: streamStart, size: end - streamStart };
}

const isNamed = (header: string | undefined, etag: string): boolean =>
  header === "*" || (header ?? "").split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
