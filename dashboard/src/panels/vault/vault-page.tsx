import type { PanelProps } from "../../host/panel.ts";
import { VaultPanel } from "../../views/vault/vault-panel.tsx";

export default function VaultPage({ host: { state, nowMs, retry, page } }: PanelProps) {
  return (
    <div className="single">
      <VaultPanel vault={state.vault} hasKey={page.hasVault} nowMs={nowMs} onClose={page.closeVault} onRetry={retry} />
    </div>
  );
}
