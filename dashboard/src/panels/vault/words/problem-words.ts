import type { ActProblem } from "../../../host/owner.ts";

/** Why something was not done, and what to do, in words. */
export function describeProblem({ kind, code, detail }: ActProblem): string {
  switch (kind) {
    case "cancelled":
      return "Nothing was done: you went back.";
    case "no-owner":
      return `Nothing was done. ${detail}`;
    case "refused":
      return code === null ? `Nothing was done. ${detail}` : `The vault refused it, and nothing was done: ${detail}`;
    case "unreachable":
      return `Nothing was done. ${detail} What you typed is still here.`;
    case "waits":
      return detail;
    case "unknown":
      return `It was sent and no answer came, so it may have been done. Look at the vault before you ask again. ${detail}`;
  }
}
