import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { UsdAmount } from "../../../components/usd-amount.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatUsd } from "../../../format/format-usd.ts";
import { joinWords } from "../../../format/join-words.ts";

/** What the vault is worth in dollars, when that was read, and by which prices. */
export function WorthLine({
  view: { worth, chainTimeMs },
}: {
  readonly view: Pick<VaultView, "worth" | "chainTimeMs">;
}) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <div className="vp-tile" data-testid="vault-worth">
      <h3>Worth</h3>
      {worth == null ? (
        <>
          <p className="vp-figure muted">not known</p>
          <p className="muted">
            {worth === undefined
              ? "This vault does not tell it yet."
              : "Balances or prices could not be read from the chain."}
          </p>
        </>
      ) : (
        <>
          <p className="vp-figure">
            <UsdAmount exact={worth.usd} />
          </p>
          <p className="muted">
            {joinWords(worth.prices.map(({ symbol, usd }) => `${symbol} at ${formatUsd(usd)} USD`))}, by the swap pool
            {chainTimeMs === null
              ? ""
              : `, read at ${formatMoment(chainTimeMs)} ${formatZone(chainTimeMs)}, chain time`}
            .
          </p>
          {worth.unpriced.length === 0 ? null : (
            <p className="tone-warn">Not counted, because they have no price: {joinWords(worth.unpriced)}.</p>
          )}
        </>
      )}
    </div>
  );
}
