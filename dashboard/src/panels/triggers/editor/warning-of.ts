import type { Trigger } from "../../../../../contracts/trigger.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { describeKeyState } from "../../../views/vault/key-state.ts";

/** What would keep a trigger from doing something although it is armed; null where nothing is known to. */
export function warningOf({ action, priority }: Trigger, view: VaultView | null): string | null {
  if (view === null || action.type !== "cast") return null;
  const key = describeKeyState(view.session, view.chainTimeMs);
  if (key !== "armed")
    return `It would fire, and cast nothing: the vault's session is ${key === "no session" ? "not there" : key}.`;
  const { state } = view.tradingState;
  if (state === "HALTED") return "It would fire, and cast nothing: trading is halted.";
  if (state === "REDUCING" && priority !== "protective")
    return "Trading only reduces now: it would fire, and its cast may be refused.";
  return null;
}
