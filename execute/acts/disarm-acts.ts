import { ok } from "../../contracts/result.ts";
import { buildDisarmPlan } from "../core/disarm-plan.ts";
import { buildSafeBatch, buildVoidingSafeTx } from "../core/safe-tx.ts";
import { toSafeTxJson } from "../core/safe-tx-json.ts";
import type { SessionRecord } from "../records/session-records.ts";
import { openRoles, type PerformAct, refuse } from "./act-deps.ts";

/**
 * Both halves of ending all keys: they are destroyed here at once, and the answer is the transaction that ends their roles.
 * That also uses up the nonce of an arming which was signed and not sent.
 */
const disarm: PerformAct<"disarm"> = async (_body, deps) => {
  const known = deps.sessions.list();
  deps.commit("the session keys are destroyed", () => deps.sessions.revokeAll());
  if (known.length === 0) return ok({ state: "revoked", safeTx: null });
  // The first half is done. Without an answer of the chain the second can be asked for again.
  const roles = openRoles(deps);
  const [modules, nonce] = await Promise.all([deps.chain.rolesModules(roles), deps.chain.safeNonce(deps.vault)]);
  if (!modules.ok || !nonce.ok) return ok({ state: "revoked", safeTx: null });
  const listed = new Set(modules.value.map((module) => module.toLowerCase()));
  const newest = known[0];
  const plan = buildDisarmPlan({
    roles,
    // The newest in any case: its arming may be on its way.
    members: known.flatMap((each) =>
      each === newest || each.id === newest?.pairedId || listed.has(each.address.toLowerCase())
        ? [{ key: each.address, roleKey: each.roleKey }]
        : [],
    ),
    rolesModules: modules.value,
    clearAllowances: [...new Set(known.flatMap(({ allowances }) => allowances.map(({ key }) => key)))],
    approvals: listApprovals(known),
  });
  const { multiSendCallOnly } = deps.settings;
  const tx = buildSafeBatch({ calls: plan.calls, multiSendCallOnly, nonce: nonce.value });
  return ok({ state: "revoked", words: plan.words, safeTx: toSafeTxJson(tx) });
};

/** What the protocols of these sessions may have been allowed to draw, each once. */
function listApprovals(sessions: readonly SessionRecord[]) {
  const all = sessions.flatMap(({ approvals }) => approvals);
  return [...new Map(all.map((approval) => [`${approval.token} ${approval.spender}`, approval])).values()];
}

/** An arming that was signed and not sent stays good for its nonce: using the nonce up is what voids it. */
const voidPrepared: PerformAct<"void-prepared"> = async ({ sessionId }, deps) => {
  const session = deps.sessions.find(sessionId);
  if (session === undefined || session.state === "armed") {
    return refuse("refused", "there is no such prepared session");
  }
  deps.commit(`the prepared key ${session.address} is destroyed`, () => deps.sessions.revoke(sessionId));
  const nonce = await deps.chain.safeNonce(deps.vault);
  if (!nonce.ok) return ok({ state: "revoked", safeTx: null });
  // Used up already, by the arming itself or by anything else.
  if (nonce.value > BigInt(session.armNonce)) return ok({ state: "revoked", safeTx: null });
  const tx = buildVoidingSafeTx(deps.vault, BigInt(session.armNonce));
  return ok({ state: "revoked", safeTx: toSafeTxJson(tx) });
};

export const disarmActs = { disarm, "void-prepared": voidPrepared };
