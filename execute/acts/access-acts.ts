import { bytesToHex } from "viem";
import { ok } from "../../contracts/result.ts";
import { keyThumbprint } from "../../contracts/signed-request.ts";
import { formatUtc } from "../../contracts/time.ts";
import { isUsableKey } from "../core/access/verify-key-signature.ts";
import { hashToken } from "../records/access-records.ts";
import { type Caller, type PerformAct, refuse } from "./act-deps.ts";

/** Longer grants are given anew: what nobody has thought of for a year ends. */
const grantMsMax = 366 * 86_400_000;
const liveAgentsMax = 50;

const grantView: PerformAct<"grant-view"> = async ({ expiresAtMs, label }, deps) => {
  const owner = ownerOf(deps.caller);
  if (owner === undefined) return refuse("out-of-scope", "a view is an owner's to grant");
  if (expiresAtMs > deps.nowWallMs() + grantMsMax) return refuse("bad-body", "a view lasts at most a year");
  const token = randomId(32);
  const tokenHash = await hashToken(token);
  const view = { tokenHash, label: label ?? null, owner, createdWallMs: deps.nowWallMs(), expiresWallMs: expiresAtMs };
  const until = `until ${formatUtc(expiresAtMs)}`;
  let viewId = "";
  deps.commit(label === undefined ? until : `${label}, ${until}`, () => {
    viewId = deps.access.grantView(view);
  });
  return ok({ token, viewId, expiresAtMs });
};

/** With the act's own transaction the vault's picture goes out, and the sockets of a view that is not in it are closed. */
const revokeView: PerformAct<"revoke-view"> = async ({ viewId }, deps) => {
  const view = deps.access.views(deps.nowWallMs()).find(({ id }) => id === viewId);
  if (view === undefined) return refuse("refused", `there is no view ${viewId}, or it has ended`);
  deps.commit(view.label ?? `view ${viewId}`, () => deps.access.endView(viewId));
  return ok({ viewId });
};

const signOut: PerformAct<"sign-out"> = async ({ signInId }, deps) => {
  const signIn = deps.signIns.find(signInId);
  if (signIn === undefined) return refuse("refused", `there is no sign-in ${signInId}`);
  deps.commit(`sign-in of ${signIn.owner} from ${signIn.origin}`, () => deps.signIns.end(signInId));
  return ok({ signInId });
};

const grantAgent: PerformAct<"grant-agent"> = async ({ agentKey, ...terms }, deps) => {
  const nowWallMs = deps.nowWallMs();
  if (terms.expiresAtMs <= nowWallMs) return refuse("bad-body", "expiresAtMs: this moment has passed");
  if (terms.expiresAtMs > nowWallMs + grantMsMax)
    return refuse("bad-body", "expiresAtMs: a grant lasts at most a year");
  if (!(await isUsableKey(agentKey))) return refuse("bad-body", "agentKey: this is no public key");
  const isLive = (agent: { isRevoked: boolean; terms: { expiresAtMs: number } }) =>
    !agent.isRevoked && agent.terms.expiresAtMs > nowWallMs;
  if (deps.agents.list().filter(isLive).length >= liveAgentsMax) {
    return refuse("over-limit", `a vault has at most ${liveAgentsMax} agents`);
  }
  const [id, thumbprint] = [randomId(16), await keyThumbprint(agentKey)];
  deps.commit(`agent ${terms.name}: ${terms.scopes.join(", ")}`, () =>
    deps.agents.add({ id, key: agentKey, keyThumbprint: thumbprint, terms, createdWallMs: nowWallMs }),
  );
  return ok({ agentId: id, keyThumbprint: thumbprint });
};

/** What the agent asked for and nobody has decided falls with its grant; triggers that it wrote stay and are shown. */
const revokeAgent: PerformAct<"revoke-agent"> = async ({ agentId }, deps) => {
  const agent = deps.agents.find(agentId);
  if (agent === undefined) return refuse("refused", `there is no agent ${agentId}`);
  deps.commit(`agent ${agent.terms.name}`, () => {
    deps.agents.revoke(agentId);
    deps.requests.dropOf(agentId);
  });
  return ok({ agentId });
};

const approveRequest: PerformAct<"approve-request"> = ({ requestId }, deps) => deps.runRequest(requestId);

const denyRequest: PerformAct<"deny-request"> = async ({ requestId }, deps) => {
  const request = deps.requests.find(requestId, deps.nowWallMs());
  if (request === undefined) return refuse("refused", "there is no such request, or it was decided or has expired");
  deps.commit(`${request.action} of the agent ${deps.agents.find(request.agentId)?.terms.name ?? ""}`, () => {
    deps.requests.take(requestId, deps.nowWallMs());
  });
  return ok({ requestId });
};

const ownerOf = (caller: Caller) => (caller.kind === "agent" ? undefined : caller.owner);
const randomId = (bytes: number): string => bytesToHex(crypto.getRandomValues(new Uint8Array(bytes))).slice(2);

export const accessActs = {
  "grant-view": grantView,
  "revoke-view": revokeView,
  "sign-out": signOut,
  "grant-agent": grantAgent,
  "revoke-agent": revokeAgent,
  "approve-request": approveRequest,
  "deny-request": denyRequest,
};
