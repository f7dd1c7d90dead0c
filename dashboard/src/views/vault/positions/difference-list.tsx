import type { PositionDifference } from "../../../../../contracts/position.ts";

const whatWords: Readonly<Record<PositionDifference["what"], string>> = {
  deposit: "You put in",
  withdrawal: "You took out",
  lent: "You lent",
  "taken-back": "You took back",
  borrowed: "You borrowed",
  repaid: "You repaid",
  liquidation: "Liquidated",
};

/** What moved besides the casts, which is normal, and what was done about it. */
export function DifferenceList({ differences }: { readonly differences: readonly PositionDifference[] }) {
  if (differences.length === 0) return null;
  return (
    <details className="fold" data-testid="differences">
      <summary>
        What you moved yourself <span className="muted">· {differences.length}</span>
      </summary>
      <ul className="rows">
        {differences.map(({ id, what, sentence, atBlock }) => (
          <li key={id}>
            <strong className={what === "liquidation" ? "tone-down" : undefined}>{whatWords[what]}</strong>
            <span className="breakable">{sentence}</span>
            <span className="muted number">block {atBlock}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
