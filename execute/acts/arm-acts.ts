import { ok } from "../../contracts/result.ts";
import type { AllowanceTerms, PermissionTerms, SessionTerms } from "../../contracts/session-terms.ts";
import { openRoles, type PerformAct, refuse } from "./act-deps.ts";
import { checkCode, prepareSession } from "./prepare-session.ts";

const carryOver: AllowanceTerms = { kind: "carry-over" };

/** The same terms with new keys: every allowance goes on as it stands on chain, whatever is spent until then. */
const rotateSession: PerformAct<"rotate-session"> = async ({ expiresAtMs }, deps) => {
  const session = deps.sessions.armed("main");
  if (session === undefined) return refuse("refused", "there is no armed session to rotate: prepare one");
  const { permissions, emergency } = session.terms;
  const terms: SessionTerms = {
    permissions: permissions.map(carry),
    emergency: emergency && {
      ...emergency,
      sells: emergency.sells.map(({ token }) => ({ token, allowance: carryOver })),
      expiresAtMs: Math.max(emergency.expiresAtMs, expiresAtMs),
    },
    expiresAtMs,
  };
  return prepareSession(terms, deps);
};

function carry(permission: PermissionTerms): PermissionTerms {
  if (permission.kind !== "lend") return { ...permission, allowance: carryOver };
  return { ...permission, supplyAllowance: carryOver, borrowAllowance: carryOver };
}

/** Puts prepared keys into use, once the chain shows that the owners have armed them and that its code is the right one. */
const confirmSession: PerformAct<"confirm-session"> = async ({ sessionId }, deps) => {
  const { chain, vault, sessions } = deps;
  const session = sessions.find(sessionId);
  if (session === undefined || session.state === "revoked" || session.lane !== "main") {
    return refuse("refused", "there is no such prepared session");
  }
  const roles = openRoles(deps);
  const paired = session.pairedId === null ? undefined : sessions.find(session.pairedId);
  const keys = [session, ...(paired === undefined ? [] : [paired])];
  const [head, isRolesEnabled, ...areMembers] = await Promise.all([
    chain.block("latest"),
    chain.isModuleEnabled(vault, roles),
    ...keys.map(({ address }) => chain.isModuleEnabled(roles, address)),
  ]);
  if (!head.ok) return refuse("chain-unreachable", head.error.message);
  const reads = [isRolesEnabled, ...areMembers];
  for (const read of reads) if (!read.ok) return refuse("chain-unreachable", read.error.message);
  if (!reads.every((read) => read.ok && read.value)) {
    return refuse("refused", "the chain does not show this session yet: sign and send its transaction first");
  }
  const unsafe = await checkCode(deps, roles);
  if (unsafe !== null) return unsafe;
  // DISARM may have come while the chain was asked: a key that is destroyed cannot be put into use.
  if (sessions.find(sessionId)?.state === "revoked") return refuse("refused", "the session has been revoked");
  deps.commit(`session ${session.address}`, () => {
    for (const { id } of keys) sessions.arm(id, Number(head.value.number));
    // The arming ended every earlier role on chain: an emergency key of before can do nothing any more.
    if (paired === undefined) sessions.revokeAll("emergency");
  });
  return ok({ sessionId, state: "armed" });
};

export const armActs = {
  "prepare-session": prepareSession satisfies PerformAct<"prepare-session">,
  "rotate-session": rotateSession,
  "confirm-session": confirmSession,
};
