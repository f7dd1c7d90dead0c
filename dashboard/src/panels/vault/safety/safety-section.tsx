import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Panel } from "../../../components/panel.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { shortenAddresses } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { tradingWords } from "../words/act-words.ts";
import { LimitsForm } from "./limits-form.tsx";
import { TradingForm } from "./trading-form.tsx";
import { WithdrawForm } from "./withdraw-form.tsx";

/** What may be cast and who said so, the owner's limits of a day, and taking money out. */
export function SafetySection({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const { formatMoment, formatZone } = useTimes();
  const { state, by, reason, atWallMs } = view.tradingState;
  return (
    <Panel title="Limits and money" className="panel-vault vp-safety">
      <p data-testid="trading-words" data-state={state}>
        <strong>{tradingWords[state].meaning}</strong>{" "}
        <span className="muted">
          {by === ""
            ? "Nobody has set anything else."
            : `Set by ${shortenAddresses(by)}, ${formatMoment(atWallMs)} ${formatZone(atWallMs)}: ${reason}`}
        </span>
      </p>
      <div className="vp-forms">
        <TradingForm host={host} view={view} />
        <LimitsForm host={host} view={view} />
        <WithdrawForm host={host} view={view} />
      </div>
    </Panel>
  );
}
