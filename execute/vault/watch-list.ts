import { stricterOf, type TradingStateEntry } from "../core/trading-state.ts";
import { openWorkNameOf } from "../open-work-names.ts";
import { globalTradingState } from "../trading-state-actor.ts";
import type { VaultCore } from "./vault-core.ts";

/**
 * Puts a vault on the list of those with open work before anything is sent, and takes it off when nothing is open: no cast, and
 * nothing that the vault looks at once a minute. False where the list cannot be reached. One call at a time.
 */
export function enlist(hasOpenCasts: boolean, core: VaultCore): Promise<boolean> {
  const run = (running.get(core) ?? Promise.resolve(true)).then(() => enlistNow(hasOpenCasts, core));
  running.set(core, run);
  return run;
}

/** Calls of one vault follow each other: a removal that is on its way must not overtake what comes after it. */
const running = new WeakMap<VaultCore, Promise<boolean>>();

async function enlistNow(hasOpenCasts: boolean, { state, schedules, env, vault }: VaultCore): Promise<boolean> {
  const hasOpenWork = hasOpenCasts || schedules.list().some(({ name }) => name === "monitor");
  if ((state.get<boolean>("isListed") ?? false) === hasOpenWork) return true;
  const list = env.OPEN_WORK.getByName(openWorkNameOf(vault()));
  try {
    if (hasOpenWork) {
      await list.add(vault());
      state.set("isListed", true);
    } else {
      // Forgotten here first: what fails in between leaves it on the list, which harms nobody.
      state.set("isListed", false);
      await list.remove(vault());
    }
    return true;
  } catch (cause) {
    console.error(JSON.stringify({ level: "error", openWork: vault(), cause: String(cause) }));
    return false;
  }
}

/** The stricter of a vault's own trading state and the one for all; null where the latter does not answer. */
export async function readTradingState({ desk, env }: VaultCore): Promise<TradingStateEntry | null> {
  const own = desk.tradingState();
  try {
    return stricterOf(own, await env.TRADING_STATE.getByName(globalTradingState).read());
  } catch {
    return own.state === "ACTIVE" ? null : own;
  }
}
