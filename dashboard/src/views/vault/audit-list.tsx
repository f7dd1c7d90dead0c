import type { VaultView } from "../../../../contracts/vault-view.ts";
import { useTimes } from "../../components/use-times.ts";
import { shortenAddresses } from "../../format/short-hex.ts";

/** The vault's own log, newest first. */
export function AuditList({ audit }: Pick<VaultView, "audit">) {
  const { formatClockSeconds, formatDay, formatZone } = useTimes();
  if (audit.length === 0) return null;
  const entries = audit.toSorted((a, b) => (BigInt(a.seq) < BigInt(b.seq) ? 1 : -1));
  return (
    <details className="fold">
      <summary>
        Audit log <span className="muted">· {audit.length} entries</span>
      </summary>
      <ol className="audit">
        {entries.map(({ seq, atWallMs, act, actor, detail }) => (
          <li key={seq}>
            <span className="muted number" title={`${formatDay(atWallMs)}, ${formatZone(atWallMs)}`}>
              {formatClockSeconds(atWallMs)}
            </span>
            <span>
              <strong>{act}</strong> <span className="breakable">{detail}</span>
            </span>
            <span className="muted breakable" title={actor}>
              {shortenAddresses(actor)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
