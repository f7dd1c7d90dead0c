import type { VaultView } from "../../../../contracts/vault-view.ts";
import { Chip } from "../../components/chip.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { TokenAmountText } from "../../components/token-amount.tsx";
import { useTimes } from "../../components/use-times.ts";
import { shortHex } from "../../format/short-hex.ts";
import { describeKeyState, hasEnded } from "./key-state.ts";

const sessionTone = { none: "quiet", prepared: "warn", armed: "good", revoked: "quiet" } as const;

/** Which vault, whether it may act, and what it holds now. */
export function VaultSummary({ view }: { readonly view: VaultView }) {
  const { formatMoment, formatZone } = useTimes();
  const { session, chainTimeMs } = view;
  const isOver = session.state === "armed" && hasEnded(session.expiresAtMs, chainTimeMs);
  const tone = isOver ? "warn" : sessionTone[session.state];
  const label = session.state === "revoked" ? "disarmed" : describeKeyState(session, chainTimeMs);
  const held = view.balances.filter(({ amount }) => amount !== "0");
  return (
    <div className="vault-summary">
      <div className="vault-identity">
        <code title={view.vault}>{shortHex(view.vault)}</code>
        <CopyButton text={view.vault} what="the vault's address" />
        <Chip tone={tone}>{label}</Chip>
        <span className="muted">chain {view.chainId}</span>
      </div>
      {chainTimeMs === null ? (
        <p className="tone-warn">The chain does not answer: balances are unknown at present.</p>
      ) : held.length === 0 ? (
        <p className="muted">The vault holds nothing.</p>
      ) : (
        <dl className="holdings" title={`As of chain time ${formatMoment(chainTimeMs)} ${formatZone(chainTimeMs)}`}>
          {held.map(({ token, symbol, decimals, amount }) => (
            <div key={token}>
              <dt className="visually-hidden">{symbol} now</dt>
              <dd>
                {isDebt(symbol) ? <span className="unit">owes </span> : null}
                <TokenAmountText amount={BigInt(amount)} decimals={decimals} symbol={symbol} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** Debts to the lending market are tokens, too; the vault names them so. */
const isDebt = (symbol: string): boolean => symbol.startsWith("debt");
