import type { VaultAlert } from "../../../../contracts/vault-view.ts";
import { formatMoment } from "../../format/format-time.ts";

const severityWords = {
  critical: { label: "Critical", tone: "bad" },
  warning: { label: "Warning", tone: "warn" },
  info: { label: "For information", tone: "info" },
} as const;

/** What the vault's people should look at, the worst first. */
export function AlertList({ alerts }: { readonly alerts: readonly VaultAlert[] }) {
  if (alerts.length === 0) return null;
  return (
    <ul className="alerts" aria-live="polite" aria-label="Alerts">
      {alerts.map(({ id, severity, message, sinceWallMs }) => (
        <li
          key={id}
          className={`banner banner-${severityWords[severity].tone}`}
          data-testid={`alert-${id}`}
          data-severity={severity}
        >
          <strong>{severityWords[severity].label}:</strong> <span className="breakable">{message}</span>
          <span className="banner-foot">since {formatMoment(sinceWallMs)} UTC</span>
        </li>
      ))}
    </ul>
  );
}
