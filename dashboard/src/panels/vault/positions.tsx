import type { VaultView } from "../../../../contracts/vault-view.ts";
import { Panel } from "../../components/panel.tsx";
import { UsdAmount } from "../../components/usd-amount.tsx";
import { DifferenceList } from "../../views/vault/positions/difference-list.tsx";
import { PositionsSection } from "../../views/vault/positions/positions-section.tsx";
import { sumPositions } from "./amounts/sum-positions.ts";

/** What casts have opened, what came of all of it together, and what the owner moved besides. */
export function Positions({ view }: { readonly view: VaultView }) {
  const { positions } = view;
  const sums = sumPositions(positions);
  return (
    <Panel title="Positions and profit" className="panel-vault vp-positions">
      {positions.length === 0 ? null : (
        <dl className="figures" data-testid="position-sums">
          <Sum title="Realised, all" exact={sums.realisedUsd} />
          <Sum title="Unrealised, open" exact={sums.unrealisedUsd} />
        </dl>
      )}
      {sums.unknown === 0 ? null : (
        <p className="muted">
          {sums.unknown} open {sums.unknown === 1 ? "position has" : "positions have"} no price on the chain at present:
          what they are worth is not known and not counted.
        </p>
      )}
      <PositionsSection positions={positions} triggers={view.triggers} />
      <DifferenceList differences={view.differences} />
    </Panel>
  );
}

function Sum({ title, exact }: { readonly title: string; readonly exact: string | null }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{exact === null ? <span className="muted">not known</span> : <UsdAmount exact={exact} isChange />}</dd>
    </div>
  );
}
