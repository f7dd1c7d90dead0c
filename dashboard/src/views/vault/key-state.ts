import type { SessionView } from "../../../../contracts/vault-view.ts";

/** Whether a key can do anything now, in a word or two. Without the chain's time nobody can say that its time is over. */
export function describeKeyState({ state, expiresAtMs }: SessionView, chainTimeMs: number | null): string {
  switch (state) {
    case "none":
      return "no session";
    case "prepared":
      return "not armed yet";
    case "revoked":
      return "destroyed";
    case "armed":
      return hasEnded(expiresAtMs, chainTimeMs) ? "its time is over" : "armed";
  }
}

export const hasEnded = (expiresAtMs: number | null, chainTimeMs: number | null): boolean =>
  expiresAtMs !== null && chainTimeMs !== null && chainTimeMs > expiresAtMs;
