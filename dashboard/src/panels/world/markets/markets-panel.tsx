import type { WorldSnapshot } from "../../../../../contracts/world.ts";
import { Notice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import type { Host } from "../../../host/panel.ts";
import { sortMarkets } from "../world-words.ts";
import { MarketTable } from "./market-table.tsx";

/** What prediction markets hold to be likely. */
export function MarketsPanel({ host, world }: { readonly host: Host; readonly world: WorldSnapshot }) {
  const sorted = sortMarkets(world.markets);
  // One that a link has opened is shown, wherever it stands.
  const chosen = sorted.findIndex(({ id }) => id === host.params.market);
  return (
    <Panel
      title="Prediction markets"
      className="panel-world-markets"
      storedAtMs={host.state.world.storedAtMs}
      aside={sorted.length === 0 ? undefined : <span className="muted number">{sorted.length}</span>}
    >
      {sorted.length === 0 ? (
        <Notice title="No prediction market">
          No source of them answered. A replay of a past day has none; a live run reads them every half hour.
        </Notice>
      ) : (
        <ShownPart rows={sorted} step={Math.max(12, chosen + 1)} noun="markets">
          {(part) => <MarketTable host={host} markets={part} mark={world.asOfMs} />}
        </ShownPart>
      )}
    </Panel>
  );
}
