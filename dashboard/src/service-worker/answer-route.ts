import { keepAnswer, recallAnswer } from "../offline/kept-answers.ts";

/** After so long the last known answer is shown, where there is one; the page's own patience ends later. */
const patienceMs = 6_000;
/** Work that goes on keeps this build in its place: after so long the server is taken not to answer at all. */
const networkWithinMs = 20_000;
/** A route that is asked every few seconds is written so often at most. */
const keepEveryMs = 20_000;

const keptAtMs = new Map<string, number>();

/**
 * The server's answer, kept where it is good; the last known one, marked as such, where the server does not answer. `later`: what goes
 * on after the answer was given.
 */
export async function answerRoute(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> {
  const { url } = request;
  const patience = AbortSignal.timeout(networkWithinMs);
  const fresh = fetch(request, { signal: AbortSignal.any([request.signal, patience]) });
  // Said at once: a worker may not be told later that there is more to do.
  later(
    fresh
      .then((response) => (response.status === 200 && isDue(url) ? keep(url, response.clone()) : null))
      .catch(() => null),
  );
  // Whoever wins, the other's failure is nobody's.
  fresh.catch(() => undefined);
  const first = await Promise.race([fresh.catch(() => null), pause(patienceMs)]);
  if (first !== null && !isDown(first)) return first;
  return (await recallAnswer(url)) ?? first ?? fresh;
}

/** An answer of something in between: the server's own say what is wrong in a form of their own. */
export const isDown = (response: Pick<Response, "status" | "headers">): boolean =>
  response.status >= 500 && !(response.headers.get("content-type") ?? "").startsWith("application/problem+json");

function isDue(url: string): boolean {
  return Date.now() - (keptAtMs.get(url) ?? 0) >= keepEveryMs;
}

async function keep(url: string, response: Response): Promise<void> {
  keptAtMs.set(url, Date.now());
  await keepAnswer(url, await response.arrayBuffer(), Date.now());
}

const pause = (spanMs: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), spanMs);
  });
