import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { describeLeaf } from "../../../format/describe-leaf.ts";
import { describeTriggerState, overStates } from "../../../views/vault/trigger-state.ts";

type Item = VaultView["triggers"][number];

/** What one trigger waits for, and how far each of its comparisons is from holding. */
export function TriggerLine({ item: { trigger, status, enabled } }: { readonly item: Item }) {
  const [nearest] = status.leaves
    .map((leaf) => ({ leaf, distance: describeLeaf(leaf) }))
    .toSorted((a, b) => (a.distance.closeness ?? -1) - (b.distance.closeness ?? -1));
  const isOver = !enabled || overStates.has(status.state);
  return (
    <li className="trigger-line" data-testid={`trigger-${trigger.id}`} data-state={status.state}>
      <strong>{trigger.name ?? trigger.id}</strong>
      <span className="muted">{describeTriggerState(enabled, status.state)}</span>
      {nearest === undefined ? (
        <span className="muted">not evaluated yet</span>
      ) : (
        <span className="trigger-line-now">
          now <span className="number">{nearest.distance.now}</span>
          <span className="muted">
            {nearest.distance.toGo === null || isOver ? "" : `, ${nearest.distance.toGo} to go`}
            {status.leaves.length > 1 ? ` (farthest of ${status.leaves.length})` : ""}
          </span>
        </span>
      )}
      {isOver ? null : (
        <svg className="trigger-line-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className="overview-track" width="100" height="4" />
          <rect className="stress-fill" width={(nearest?.distance.closeness ?? 0) * 100} height="4" />
        </svg>
      )}
    </li>
  );
}
