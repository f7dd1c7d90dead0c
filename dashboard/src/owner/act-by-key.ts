import { signRequest } from "../../../client/sign-request.ts";
import { err, type Result } from "../../../contracts/result.ts";
import { proofMs } from "../../../contracts/signed-request.ts";
import type { ActProblem } from "../host/owner.ts";
import type { SignInKeeper } from "./kept-sign-in.ts";
import type { Site } from "./site.ts";
import type { Answer, VaultApi } from "./vault-api.ts";

export type KeyDeps = { readonly api: VaultApi; readonly keeper: SignInKeeper; readonly nowWallMs: () => number };

/** What the vault says of a sign-in that it takes no more: a new one is needed. */
const endedCodes: ReadonlySet<string | null> = new Set(["unknown-caller", "owner-removed", "bad-signature"]);

/** A request that the key of this browser's sign-in signs. A sign-in that has ended is forgotten, with `signed-out` as the code. */
export function actByKey(
  { vault }: Pick<Site, "vault">,
  act: { readonly action: string; readonly body: unknown },
  { api, keeper, nowWallMs }: KeyDeps,
): Promise<Result<Answer, ActProblem>> {
  return keeper.inTurn(vault, async () => {
    const kept = await keeper.read(vault);
    if (kept === undefined) return err(signedOut);
    const { caller, clockAheadMs, privateKey } = kept;
    const counter = kept.counter + 1;
    // Before it is sent: a counter that was used and not written down would have the next request refused.
    await keeper.write({ ...kept, counter });
    const expiresAtMs = nowWallMs() + clockAheadMs + proofMs / 2;
    const { action: method, body } = act;
    const request = { vault, caller, method, body: JSON.stringify(body), counter, expiresAtMs };
    const answer = await api.write(vault, await signRequest(request, privateKey));
    if (answer.ok || !endedCodes.has(answer.error.code)) return answer;
    await keeper.remove(vault);
    return err({ ...signedOut, detail: `${answer.error.detail} Sign in again.` });
  });
}

export const signedOut: ActProblem = {
  kind: "refused",
  code: "signed-out",
  detail: "You are not signed in. Sign in again.",
};
