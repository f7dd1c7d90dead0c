import type { SessionView, VaultView } from "../../../../../contracts/vault-view.ts";
import { useTimes } from "../../../components/use-times.ts";
import { formatAge } from "../../../format/format-time.ts";
import { describeKeyState, hasEnded } from "../../../views/vault/key-state.ts";
import { tradingWords } from "../words/act-words.ts";

/** What may be cast now, and how long each key lasts by the chain's clock. */
export function KeysUntil({ view }: { readonly view: VaultView }) {
  const { session, emergencySession, chainTimeMs, tradingState } = view;
  const canCast = session.state === "armed" && !hasEnded(session.expiresAtMs, chainTimeMs);
  return (
    <div className="vp-tile" data-testid="vault-keys">
      <h3>May be cast</h3>
      <p className="vp-figure">{canCast ? tradingWords[tradingState.state].label : "Nothing"}</p>
      <ul className="muted">
        {canCast ? null : <li>Nothing is cast before a session is armed, under Keys.</li>}
        <li>
          Session key: <Until session={session} chainTimeMs={chainTimeMs} />
        </li>
        <li>
          Emergency key:{" "}
          {emergencySession === null ? "none" : <Until session={emergencySession} chainTimeMs={chainTimeMs} />}
        </li>
      </ul>
    </div>
  );
}

type UntilProps = { readonly session: SessionView; readonly chainTimeMs: number | null };

function Until({ session, chainTimeMs }: UntilProps) {
  const { formatMoment, formatZone } = useTimes();
  const { expiresAtMs, state } = session;
  const words = describeKeyState(session, chainTimeMs);
  if (state !== "armed" || expiresAtMs === null) return words;
  const left = chainTimeMs === null || hasEnded(expiresAtMs, chainTimeMs) ? null : formatAge(expiresAtMs - chainTimeMs);
  return (
    <span className={hasEnded(expiresAtMs, chainTimeMs) ? "tone-warn" : undefined}>
      {words} until {formatMoment(expiresAtMs)} {formatZone(expiresAtMs)}
      {left === null ? null : (
        <>
          , <span className="number">in {left}</span>
        </>
      )}
    </span>
  );
}
