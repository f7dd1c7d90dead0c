import { storedAtHeader } from "./stored-at.ts";

/** The cache of last known answers, by the address that they are answers of. */
export const answersCache = "portent-answers";

/** So many addresses at most; the ones that were stored longest ago go first. */
const answersMax = 60;

/** Stores an answer as it is shown when the server does not answer. */
export async function keepAnswer(url: string, body: BodyInit, atMs: number): Promise<void> {
  const cache = await caches.open(answersCache);
  const headers = { "content-type": "application/json", [storedAtHeader]: String(atMs) };
  // One that is stored anew moves to the end.
  await cache.delete(url);
  await cache.put(url, new Response(body, { headers }));
  const stored = await cache.keys();
  await Promise.all(stored.slice(0, -answersMax).map((request) => cache.delete(request)));
}

export const recallAnswer = async (url: string): Promise<Response | undefined> =>
  (await caches.open(answersCache)).match(url);
