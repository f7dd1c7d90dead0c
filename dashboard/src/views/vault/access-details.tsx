import type { ReactNode } from "react";
import type { VaultAccess } from "../../../../contracts/vault-access.ts";
import { Chip } from "../../components/chip.tsx";
import { useTimes } from "../../components/use-times.ts";
import { shortHex } from "../../format/short-hex.ts";
import { AgentCard } from "./agent-card.tsx";
import { describeAsk } from "./request-words.ts";
import { type GrantedView, ViewRows } from "./view-rows.tsx";

type AccessDetailsProps = {
  readonly access: VaultAccess;
  /** What can be done about each, beside it. */
  readonly requestActs?: (request: VaultAccess["requests"][number], agentName: string) => ReactNode;
  readonly viewActs?: (view: GrantedView) => ReactNode;
  readonly signInActs?: (signIn: VaultAccess["signIns"][number]) => ReactNode;
  readonly agentActs?: (agent: VaultAccess["agents"][number]) => ReactNode;
};

/** Who may act on the vault or read it besides the owners' wallets: people who are signed in, links, agents, and what agents ask for. */
export function AccessDetails({ access, requestActs, signInActs, viewActs, agentActs }: AccessDetailsProps) {
  const { formatMoment, formatZone } = useTimes();
  const { signIns, agents, requests, views } = access;
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  const live = agents.filter(({ state }) => state === "live").length;
  return (
    <details className="fold" data-testid="access">
      <summary>
        Who has access{" "}
        <span className="muted">
          · {signIns.length} signed in
          {views === undefined ? null : ` · ${views.length} ${views.length === 1 ? "link" : "links"}`} · {live}{" "}
          {live === 1 ? "agent" : "agents"}
        </span>{" "}
        {requests.length === 0 ? null : <Chip tone="warn">{requests.length} waiting for you</Chip>}
      </summary>
      {requests.length === 0 ? null : <h4 className="fold-title">Agents ask for</h4>}
      <ul className="rows rows-stacked">
        {requests.map((request) => {
          const { id, agentId, expiresWallMs } = request;
          return (
            <li key={id} data-testid="access-request">
              <strong>{names.get(agentId) ?? agentId}</strong>
              <span className="breakable">asks {describeAsk(request)}</span>
              <span className="muted">
                until {formatMoment(expiresWallMs)} {formatZone(expiresWallMs)}; a person who is signed in decides
              </span>
              {requestActs?.(request, names.get(agentId) ?? agentId)}
            </li>
          );
        })}
      </ul>
      <h4 className="fold-title">Signed in</h4>
      {signIns.length === 0 ? <p className="muted">Nobody.</p> : null}
      <ul className="rows rows-acts">
        {signIns.map((signIn) => {
          const { id, owner, origin, usedWallMs, expiresWallMs } = signIn;
          return (
            <li key={id} data-testid="access-sign-in">
              <div>
                <p className="breakable">
                  <code title={owner}>{shortHex(owner)}</code> at {origin}
                </p>
                <p className="muted">
                  last used {formatMoment(usedWallMs)}, ends {formatMoment(expiresWallMs)} {formatZone(expiresWallMs)}
                </p>
              </div>
              {signInActs?.(signIn)}
            </li>
          );
        })}
      </ul>
      {views === undefined ? null : <ViewRows views={views} acts={viewActs} />}
      <h4 className="fold-title">Agents</h4>
      {agents.length === 0 ? <p className="muted">None. An agent needs a grant that the owners sign.</p> : null}
      <ul className="cards">
        {agents.map((agent) => (
          <AgentCard key={agent.id} agent={agent} acts={agentActs?.(agent)} />
        ))}
      </ul>
    </details>
  );
}
