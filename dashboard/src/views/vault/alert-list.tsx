import type { ReactNode } from "react";
import type { VaultAlert } from "../../../../contracts/vault-view.ts";
import { useTimes } from "../../components/use-times.ts";

const severityWords = {
  critical: { label: "Critical", tone: "bad" },
  warning: { label: "Warning", tone: "warn" },
  info: { label: "For information", tone: "info" },
} as const;

/** So many show at once; the others are one click away. Critical ones all show. */
const shownMax = 4;

/** What can be done about an alert, beside it. */
type ActOf = (alert: VaultAlert) => ReactNode;

/** What the vault's people should look at, in the order given: the worst first. */
export function AlertList({ alerts, actOf }: { readonly alerts: readonly VaultAlert[]; readonly actOf?: ActOf }) {
  if (alerts.length === 0) return null;
  const criticals = alerts.filter(({ severity }) => severity === "critical").length;
  const shown = Math.max(shownMax, criticals);
  const more = alerts.slice(shown);
  return (
    <div className="alerts" aria-live="polite">
      <Alerts alerts={alerts.slice(0, shown)} label="Alerts" actOf={actOf} />
      {more.length === 0 ? null : (
        <details>
          <summary className="muted">{more.length} more</summary>
          <Alerts alerts={more} label="More alerts" actOf={actOf} />
        </details>
      )}
    </div>
  );
}

type AlertsProps = {
  readonly alerts: readonly VaultAlert[];
  readonly label: string;
  readonly actOf: ActOf | undefined;
};

function Alerts({ alerts, label, actOf }: AlertsProps) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <ul aria-label={label}>
      {alerts.map((alert) => {
        const { id, severity, message, sinceWallMs } = alert;
        return (
          <li
            key={id}
            className={`banner banner-${severityWords[severity].tone}`}
            data-testid={`alert-${id}`}
            data-severity={severity}
          >
            <strong>{severityWords[severity].label}:</strong> <span className="breakable">{message}</span>{" "}
            <span className="banner-foot">
              since {formatMoment(sinceWallMs)} {formatZone(sinceWallMs)}
            </span>
            {actOf?.(alert)}
          </li>
        );
      })}
    </ul>
  );
}
