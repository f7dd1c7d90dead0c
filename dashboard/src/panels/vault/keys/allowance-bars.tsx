import type { AllowanceView, VaultView } from "../../../../../contracts/vault-view.ts";
import { TokenAmountText } from "../../../components/token-amount.tsx";
import { purposeWords, shareLeft } from "./allowance-share.ts";

/** What is left of each allowance of the keys that are armed. The figures stand beside the bars and say the same. */
export function AllowanceBars({ view: { session, emergencySession } }: { readonly view: VaultView }) {
  const keys = [
    { name: "session key", key: session },
    ...(emergencySession === null ? [] : [{ name: "emergency key", key: emergencySession }]),
  ].filter(({ key }) => key.state === "armed");
  const rows = keys.flatMap(({ name, key }) => (key.allowances ?? []).map((allowance) => ({ name, allowance })));
  if (keys.length === 0) return null;
  if (rows.length === 0)
    return <p className="muted">What is left of the allowances is not known: the chain was not read.</p>;
  return (
    <section aria-label="Allowances" data-testid="allowances">
      <h3>Left of the allowances</h3>
      <ul className="vp-bars">
        {rows.map(({ name, allowance }) => (
          <AllowanceBar key={`${name} ${allowance.purpose} ${allowance.symbol}`} name={name} allowance={allowance} />
        ))}
      </ul>
    </section>
  );
}

function AllowanceBar({ name, allowance }: { readonly name: string; readonly allowance: AllowanceView }) {
  const { amount, most, symbol, decimals, purpose } = allowance;
  const share = shareLeft(allowance);
  return (
    <li>
      <span>
        <TokenAmountText amount={BigInt(amount)} decimals={decimals} symbol={symbol} />{" "}
        {most === null ? null : (
          <span className="muted">
            of <TokenAmountText amount={BigInt(most)} decimals={decimals} symbol={symbol} />
          </span>
        )}
      </span>
      <span className="muted">
        {purposeWords[purpose]}, {name}
      </span>
      {share === null ? null : (
        <svg className="vp-allowance-bar" viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true">
          <rect className="gauge-track" width={1000} height={6} />
          <rect className="vp-bar-fill" width={share} height={6} />
        </svg>
      )}
    </li>
  );
}
