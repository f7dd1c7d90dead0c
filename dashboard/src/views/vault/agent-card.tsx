import type { ReactNode } from "react";
import type { AgentScope, VaultAccess } from "../../../../contracts/vault-access.ts";
import { Chip } from "../../components/chip.tsx";
import { useTimes } from "../../components/use-times.ts";

type Agent = VaultAccess["agents"][number];

const scopeWords: Readonly<Record<AgentScope, string>> = {
  read: "reads the vault",
  "triggers:write": "sets triggers of its own",
  "casts:request": "asks for casts",
};

const stateTone = { live: "good", expired: "quiet", revoked: "quiet" } as const;

/** What an agent was granted, and what of it is used. */
export function AgentCard({ agent, acts }: { readonly agent: Agent; readonly acts?: ReactNode }) {
  const { formatMoment, formatZone } = useTimes();
  const { name, state, scopes, spells, castsPerDay, castsUsed, expiresAtMs, needsApproval } = agent;
  return (
    <li className={state === "live" ? "card" : "card is-over"} data-testid="access-agent" data-state={state}>
      <div className="card-head">
        <h4>{name}</h4>
        <Chip tone={stateTone[state]}>{state}</Chip>
      </div>
      <p>
        {scopes.map((scope) => scopeWords[scope]).join(", ")}
        {spells.length === 0 ? "" : `; spells: ${spells.join(", ")}`}
      </p>
      <p className="card-foot muted">
        <span className="number">
          {castsUsed} of {castsPerDay} casts today
        </span>
        <span>{needsApproval ? "a person approves each of its writes" : "needs no approval"}</span>
        <span>
          until {formatMoment(expiresAtMs)} {formatZone(expiresAtMs)}
        </span>
      </p>
      {acts}
    </li>
  );
}
