import { formatUsd, formatUsdChange, usdTone } from "../format/format-usd.ts";

/** Dollars to the cent; the exact amount is the title. A change has its sign and colour. */
export function UsdAmount({ exact, isChange = false }: { readonly exact: string; readonly isChange?: boolean }) {
  return (
    <span className={isChange ? `number tone-${usdTone(exact)}` : "number"} title={`${exact} USD`}>
      {isChange ? formatUsdChange(exact) : formatUsd(exact)} <span className="unit">USD</span>
    </span>
  );
}
