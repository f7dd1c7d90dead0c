import type { Cast } from "../../../../contracts/cast.ts";
import { TokenAmountText } from "../../components/token-amount.tsx";
import { formatTokenChange } from "../../format/format-token-amount.ts";
import { type BalanceChange, balanceChanges } from "./cast-steps.ts";

/** What the vault held before and after, exact to the smallest unit in the titles. */
export function CastBalances({ cast }: { readonly cast: Cast }) {
  // Most vaults hold nothing of most tokens that a chain has.
  const changes = balanceChanges(cast).filter(({ before, after }) => before !== 0n || after !== 0n);
  if (changes.length === 0) return null;
  return (
    <div className="balances">
      <Side title="Before" testId="balance-before" changes={changes} pick={({ before }) => before} />
      <span className="balances-arrow" aria-hidden="true">
        →
      </span>
      <Side title="After" testId="balance-after" changes={changes} pick={({ after }) => after} />
      <div>
        <p className="balances-title">Change</p>
        <ul>
          {changes.map(({ token, symbol, decimals, change }) => (
            <li key={token} className={`number ${toneOf(change)}`}>
              {change === null ? "–" : formatTokenChange(change, decimals)} <span className="unit">{symbol}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

type SideProps = {
  readonly title: string;
  readonly testId: string;
  readonly changes: readonly BalanceChange[];
  readonly pick: (change: BalanceChange) => bigint | null;
};

function Side({ title, testId, changes, pick }: SideProps) {
  return (
    <div>
      <p className="balances-title">{title}</p>
      <ul data-testid={testId}>
        {changes.map((change) => {
          const amount = pick(change);
          return (
            <li key={change.token}>
              {amount === null ? (
                <span className="muted">not read yet</span>
              ) : (
                <TokenAmountText amount={amount} decimals={change.decimals} symbol={change.symbol} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function toneOf(change: bigint | null): string {
  if (change === null || change === 0n) return "muted";
  return change > 0n ? "tone-up" : "tone-down";
}
