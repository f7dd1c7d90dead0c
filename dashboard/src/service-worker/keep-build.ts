import { type Build, type BuildFile, cacheOf, isHashed, outdated } from "./build.ts";

/**
 * Takes all files of a build, or none: while a newer one is being put in place the server may give files of both, and in the place of
 * one that is gone it gives the page itself.
 */
export async function keepBuild(build: Build): Promise<void> {
  const cache = await caches.open(cacheOf(build));
  try {
    await Promise.all(build.files.map((file) => keepFile(cache, file)));
  } catch (cause) {
    await caches.delete(cacheOf(build));
    throw cause;
  }
}

async function keepFile(cache: Cache, { path, sha256 }: BuildFile): Promise<void> {
  const response = await fetch(path, { cache: sha256 === null ? "default" : "reload" });
  if (!isFile(path, response)) throw new Error(`${path} is not there`);
  if (sha256 !== null && (await hashOf(await response.clone().arrayBuffer())) !== sha256) {
    throw new Error(`${path} is of another build`);
  }
  await cache.put(path, response);
}

export async function forgetOutdated(build: Build): Promise<void> {
  await Promise.all(outdated(await caches.keys(), build).map((name) => caches.delete(name)));
}

/** The answer to a file of the page: of this build, or for one that is named by its content of whichever has it, or the server's. */
export async function answerFile(build: Build, path: string, request: Request): Promise<Response> {
  const own = await caches.open(cacheOf(build));
  const kept = (await own.match(path, { ignoreVary: true })) ?? (isHashed(path) ? await matchAny(path) : undefined);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (!isHashed(path)) return response;
  // What only some views need, such as the engine of the SQL console, is kept once it was opened.
  if (!isFile(path, response)) return new Response(null, { status: 404 });
  await own.put(path, response.clone());
  return response;
}

const matchAny = (path: string): Promise<Response | undefined> => caches.match(path, { ignoreVary: true });

const isFile = (path: string, response: Response): boolean =>
  response.status === 200 && (path === "/" || !(response.headers.get("content-type") ?? "").startsWith("text/html"));

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
