import { useState } from "react";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { takeVaultKey, type VaultKey } from "../../data/vault-key.ts";
import { closeMarkerOf } from "./close/close-marker.ts";
import { ClosePanel } from "./close/close-panel.tsx";
import { forgetKept, openShelf } from "./close/kept-close.ts";
import { VaultDetails } from "./vault-details.tsx";

type VaultPanelProps = {
  readonly vault: DashboardState["vault"];
  /** False where this tab was opened without a vault. */
  readonly hasKey: boolean;
  readonly nowMs: number;
  readonly onClose: () => void;
  readonly onRetry: () => void;
};

/** What the vault waits for, what it did, and what it holds. */
export function VaultPanel({ vault, hasKey, nowMs, onClose, onRetry }: VaultPanelProps) {
  const { data: view, problem } = vault;
  // As the tab has kept it: the address shows the token no more.
  const [vaultKey] = useState<VaultKey | undefined>(() =>
    takeVaultKey(window.location, window.history, window.sessionStorage),
  );
  if (!hasKey || vaultKey === undefined) return <NoVault />;
  const close = (): void => {
    forgetKept(openShelf(), vaultKey.vault);
    onClose();
  };
  const closeButton = (
    <button type="button" className="button button-small" onClick={close}>
      Close vault
    </button>
  );
  return (
    <Panel title="Vault" className="panel-vault" aside={closeButton}>
      {view === null ? (
        problem === null ? (
          <Skeleton rows={6} label="Loading the vault" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="The vault does not answer at present" onRetry={onRetry} />
        )
      ) : (
        <>
          {problem === null ? null : (
            <p className="inline-problem" role="alert">
              {problem.detail} What follows was read before.
            </p>
          )}
          <VaultDetails view={view} nowMs={nowMs} />
        </>
      )}
      {view === null && problem === null ? null : (
        <ClosePanel vaultKey={vaultKey} marker={view === null ? "" : closeMarkerOf(view)} />
      )}
    </Panel>
  );
}

function NoVault() {
  return (
    <Panel title="Vault" className="panel-vault">
      <Notice title="No vault is open in this tab">
        Triggers, casts and balances belong to a vault, and only its own people may read them. Open the address that{" "}
        <code>npm start</code> prints; it ends in <code>#vault=0x…&amp;view=…</code>. The token stays in this tab.
      </Notice>
    </Panel>
  );
}
