/** The SQL console's engine and what names it; tens of megabytes, so it is kept once it was opened and not before. */
export const engineCache = "portent-console";
const engineList = "/v1/console";

export const isEngine = (path: string): boolean => path === engineList || path.startsWith(`${engineList}/`);

/** What names the engine may change with a new build; the engine itself is named by its content. */
export async function answerEngine(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(engineCache);
  const kept = await cache.match(path, { ignoreVary: true });
  if (path !== engineList && kept !== undefined) return kept;
  try {
    const response = await fetch(request);
    if (response.status === 200) await keep(cache, path, response.clone());
    return response;
  } catch (cause) {
    if (kept !== undefined) return kept;
    throw cause;
  }
}

async function keep(cache: Cache, path: string, response: Response): Promise<void> {
  if (path !== engineList) {
    const others = (await cache.keys()).filter(({ url }) => ![path, engineList].includes(new URL(url).pathname));
    await Promise.all(others.map((other) => cache.delete(other)));
  }
  await cache.put(path, response);
}
