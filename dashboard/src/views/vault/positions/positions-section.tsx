import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { PositionCard } from "./position-card.tsx";
import { splitPositions } from "./position-words.ts";

/** What casts have opened: active positions, then those that are over, folded. */
export function PositionsSection({ positions, triggers }: Pick<VaultView, "positions" | "triggers">) {
  const { active, over } = splitPositions(positions);
  const triggerNames = new Map<string, string>(triggers.map(({ trigger }) => [trigger.id, trigger.name ?? trigger.id]));
  return (
    <section aria-label="Positions" data-testid="positions">
      <h3>Positions</h3>
      {active.length === 0 ? (
        <p className="muted">
          No open position. What a cast buys, borrows or orders shows here; selling what the owners put in opens none.
        </p>
      ) : null}
      <ul className="cards">
        {active.map((position) => (
          <PositionCard key={position.id} position={position} triggerNames={triggerNames} />
        ))}
      </ul>
      {over.length === 0 ? null : (
        <details className="fold">
          <summary>
            Closed positions <span className="muted">· {over.length}</span>
          </summary>
          <ul className="cards fold-body">
            {over.map((position) => (
              <PositionCard key={position.id} position={position} triggerNames={triggerNames} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
