import type { VaultView } from "../../../../contracts/vault-view.ts";
import { TokenAmountText } from "../../components/token-amount.tsx";

/** What the session key may do, in the sentences that the owner signed. */
export function SessionDetails({ session }: Pick<VaultView, "session">) {
  if (session.words.length === 0) return null;
  return (
    <details className="fold">
      <summary>
        What the session may do
        {session.allowanceLeft.map(({ token, symbol, decimals, amount }) => (
          <span key={token} className="muted">
            {" "}
            · <TokenAmountText amount={BigInt(amount)} decimals={decimals} symbol={symbol} /> left
          </span>
        ))}
      </summary>
      <ul className="sentences">
        {session.words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {session.address === null ? null : (
        <p className="muted">
          Session key <code className="breakable">{session.address}</code>
        </p>
      )}
    </details>
  );
}
