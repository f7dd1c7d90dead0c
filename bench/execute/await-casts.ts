import type { Cast } from "../../contracts/cast.ts";
import { isTerminal } from "../../execute/core/lifecycle/decide.ts";
import { waitUntil } from "../../local/wait-until.ts";
import type { Bench } from "./start-bench.ts";

const patienceMs = 300_000;
/** Times come from the casts' own steps: asking more often would make nothing more exact, and the vaults slower. */
const pollMs = 250;

/** All casts once each has ended, however. */
export async function awaitCasts(
  bench: Bench,
  casts: readonly { readonly vault: string; readonly castId: string }[],
): Promise<Cast[]> {
  let ended: Cast[] = [];
  const haveAllEnded = await waitUntil(
    patienceMs,
    async () => {
      const found = await bench.call("casts", casts);
      ended = found.flatMap((cast) => (cast !== null && isTerminal(cast.state) ? [cast] : []));
      return ended.length === casts.length;
    },
    pollMs,
  );
  if (!haveAllEnded) throw new Error(`${casts.length - ended.length} of ${casts.length} casts have not ended`);
  return ended;
}
