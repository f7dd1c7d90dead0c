import { formatTokenAmount, formatTokenExact } from "../format/format-token-amount.ts";

type TokenAmountProps = { readonly amount: bigint; readonly decimals: number; readonly symbol: string };

/** An amount with its symbol; the exact amount is its title. */
export function TokenAmountText({ amount, decimals, symbol }: TokenAmountProps) {
  return (
    <span className="number" title={`${formatTokenExact(amount, decimals)} ${symbol}`}>
      {formatTokenAmount(amount, decimals)} <span className="unit">{symbol}</span>
    </span>
  );
}
