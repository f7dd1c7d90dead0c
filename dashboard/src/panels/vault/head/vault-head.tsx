import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { AlertList } from "../../../views/vault/alert-list.tsx";
import { sortAlerts } from "../../../views/vault/sort-alerts.ts";
import { TradingBanner } from "../../../views/vault/trading-banner.tsx";
import { VaultSummary } from "../../../views/vault/vault-summary.tsx";
import { ActButton } from "../forms/act-button.tsx";
import { dismissAct } from "../words/act-words.ts";
import { KeysUntil } from "./keys-until.tsx";
import { SignInState } from "./sign-in-state.tsx";
import { WorthLine } from "./worth-line.tsx";

type VaultHeadProps = { readonly host: Host; readonly view: VaultView; readonly onLeave: () => void };

/** What must be known first: what is wrong, what may be cast and who said so, what the vault is worth, and what its keys may do. */
export function VaultHead({ host, view, onLeave }: VaultHeadProps) {
  return (
    <Panel
      title="Vault"
      className="panel-vault vp-head"
      aside={
        <button type="button" className="button button-small" onClick={onLeave}>
          Leave this vault
        </button>
      }
    >
      <TradingBanner tradingState={view.tradingState} />
      <AlertList
        alerts={sortAlerts(view)}
        actOf={(alert) => (
          <ActButton
            label="Dismiss"
            fullLabel={`Dismiss the alert: ${alert.message}`}
            ask={() => host.owner.act("dismiss-alert", { alertId: alert.id }, dismissAct(alert))}
          />
        )}
      />
      <VaultSummary view={view} />
      <div className="vp-glance">
        <WorthLine view={view} />
        <KeysUntil view={view} />
        <SignInState host={host} />
      </div>
    </Panel>
  );
}
