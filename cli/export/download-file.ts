import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { err, ok, type Result } from "../../contracts/result.ts";
import { hashFile } from "./dataset-folder.ts";
import { describeCause } from "./describe-cause.ts";

export type Download = { readonly href: URL; readonly byteSize: number; readonly sha256: string };

/** Tries in a row that brought no byte. */
const idleTriesMax = 4;
const firstWaitMs = 200;
const idleMs = 60_000;

/**
 * Brings a file into `draft`, where an earlier try may have left its beginning: what is missing is asked for by `Range`, as often as bytes
 * come. `resumedAt`: how many bytes were there before this run. The draft has the sum that was promised, or there is none; after a cut
 * that lasts, its beginning stays for the next run.
 */
export async function downloadFile(
  { href, byteSize, sha256 }: Download,
  draft: string,
): Promise<Result<{ readonly resumedAt: number }, string>> {
  const resumedAt = sizeOf(draft);
  let idleTries = 0;
  let hasRestarted = false;
  let reason = "";
  while (idleTries < idleTriesMax) {
    const before = sizeOf(draft);
    if (before >= byteSize) {
      if (before === byteSize && (await hashFile(draft)) === sha256)
        return ok({ resumedAt: hasRestarted ? 0 : resumedAt });
      rmSync(draft);
      if (hasRestarted) return err(`${href.pathname}: what came has another sum than the snapshot promises`);
      hasRestarted = true;
      continue;
    }
    const tried = await fetchRest(href, sha256, before, draft);
    if (tried.kind === "refused") return err(tried.reason);
    if (tried.kind === "cut") reason = tried.reason;
    idleTries = sizeOf(draft) > before ? 0 : idleTries + 1;
    if (tried.kind === "cut" && idleTries > 0) await wait(firstWaitMs * 2 ** (idleTries - 1));
  }
  return err(`${href.origin}: ${href.pathname} is cut off: ${reason}; run the same command again to go on`);
}

type Try = { readonly kind: "done" } | { readonly kind: "cut" | "refused"; readonly reason: string };

/** Each byte is in the draft as soon as it has come: a cut loses none, as it would those that wait in the stream of a `fetch`. */
async function fetchRest(href: URL, sha256: string, offset: number, draft: string): Promise<Try> {
  const ranged = offset === 0 ? {} : { range: `bytes=${offset}-`, "if-range": `"${sha256}"` };
  const { promise, resolve } = Promise.withResolvers<Try>();
  const { get } = href.protocol === "https:" ? https : http;
  const asked = get(href.href, { headers: ranged, timeout: idleMs });
  asked.once("timeout", () => asked.destroy(new Error("nothing came for a minute")));
  asked.once("error", (cause) => resolve({ kind: "cut", reason: describeCause(cause) }));
  asked.once("response", (response) => {
    const refusal = judgeAnswer(href, response, offset);
    if (refusal !== null) {
      response.destroy();
      return resolve(refusal);
    }
    let outcome: Try = { kind: "done" };
    const file = openSync(draft, response.statusCode === 206 ? "a" : "w");
    response.on("data", (bytes: Uint8Array) => {
      try {
        writeSync(file, bytes);
      } catch (cause) {
        outcome = { kind: "refused", reason: describeCause(cause) };
        response.destroy();
      }
    });
    response.once("error", (cause) => {
      if (outcome.kind === "done") outcome = { kind: "cut", reason: describeCause(cause) };
    });
    response.once("close", () => {
      fsyncSync(file);
      closeSync(file);
      resolve(outcome);
    });
  });
  return promise;
}

/** Null where the answer brings what was asked for, or the whole: a server may not know ranges, or have another file by now. */
function judgeAnswer(href: URL, { statusCode = 0, headers }: http.IncomingMessage, offset: number): Try | null {
  if (statusCode === 200) return null;
  if (statusCode === 206) {
    if (headers["content-range"]?.startsWith(`bytes ${offset}-`) === true) return null;
    return { kind: "refused", reason: `${href.origin} sends another range than was asked for` };
  }
  const isPassing = statusCode >= 500 || statusCode === 429;
  const hint = statusCode === 404 ? `: ${href.pathname} is there no more; run the same command again` : "";
  return { kind: isPassing ? "cut" : "refused", reason: `${href.origin} answered ${statusCode}${hint}` };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
