import type { VaultAccess } from "../../contracts/vault-access.ts";
import type { AccessRecords } from "../records/access-records.ts";
import type { AgentRecord, AgentRecords } from "../records/agent-records.ts";
import type { RequestRecords } from "../records/request-records.ts";
import type { SignInRecords } from "../records/sign-in-records.ts";

/** Who may act on a vault, as its own people see it. */
export function describeAccess(deps: {
  readonly access: AccessRecords;
  readonly signIns: SignInRecords;
  readonly agents: AgentRecords;
  readonly requests: RequestRecords;
  readonly nowWallMs: number;
}): VaultAccess {
  const { access, signIns, agents, requests, nowWallMs } = deps;
  return {
    signIns: signIns.list(nowWallMs),
    agents: agents.list().map((agent) => ({
      ...agent.terms,
      id: agent.id,
      keyThumbprint: agent.keyThumbprint,
      state: stateOf(agent, nowWallMs),
      castsUsed: agents.castsUsed(agent.id, nowWallMs),
      createdWallMs: agent.createdWallMs,
    })),
    views: access.views(nowWallMs),
    requests: requests.list(nowWallMs),
  };
}

const stateOf = ({ isRevoked, terms }: AgentRecord, nowWallMs: number) => {
  if (isRevoked) return "revoked" as const;
  return terms.expiresAtMs <= nowWallMs ? ("expired" as const) : ("live" as const);
};
