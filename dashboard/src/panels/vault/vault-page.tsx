import { takeVaultKey } from "../../data/vault-key.ts";
import type { PanelProps } from "../../host/panel.ts";
import { closeMarkerOf } from "../../views/vault/close/close-marker.ts";
import { ClosePanel } from "../../views/vault/close/close-panel.tsx";
import { forgetKept, openShelf, readKept } from "../../views/vault/close/kept-close.ts";
import { NoVault } from "./states/no-vault.tsx";
import { VaultMissing } from "./states/vault-missing.tsx";
import { VaultScreen } from "./vault-screen.tsx";
import "../../components/number-table.css";
import "./vault-page.css";

/** The shown vault: all that is known of it, and all that its owner can do with it. */
export default function VaultPage({ host }: PanelProps) {
  const { state, page, owner } = host;
  const { data: view, problem } = state.vault;
  // As the tab has kept it: the address shows the token no more. A sign-in may bring another.
  const vaultKey = takeVaultKey(window.location, window.history, window.sessionStorage);
  if (!page.hasVault || vaultKey === undefined) return <NoVault host={host} />;
  const leave = (): void => {
    forgetKept(openShelf(), vaultKey.vault);
    page.closeVault();
  };
  const closePanel = (
    <ClosePanel
      key={`${vaultKey.vault} ${vaultKey.viewToken}`}
      vaultKey={vaultKey}
      marker={view === null ? "" : closeMarkerOf(view)}
    />
  );
  if (view === null) {
    return (
      <VaultMissing
        vault={vaultKey.vault}
        isCloseKept={readKept(openShelf(), vaultKey.vault) !== null}
        problem={problem}
        // What closes it without the server stays in this browser: just now nobody could read it anew.
        onLeave={page.closeVault}
        onRetry={host.retry}
        onSignIn={() => void owner.signIn()}
      >
        {problem === null ? null : closePanel}
      </VaultMissing>
    );
  }
  return <VaultScreen host={host} view={view} onLeave={leave} closePanel={closePanel} />;
}
