import type { TradingStateView } from "../../../../contracts/vault-view.ts";
import { useTimes } from "../../components/use-times.ts";
import { shortenAddresses } from "../../format/short-hex.ts";

const stateWords = {
  REDUCING: { title: "Only exits are cast.", tone: "warn" },
  HALTED: { title: "Nothing is cast but an emergency close.", tone: "bad" },
} as const;

/** Why the vault does not do everything that it is asked at present: who said so, and since when. */
export function TradingBanner({ tradingState }: { readonly tradingState: TradingStateView }) {
  const { formatMoment, formatZone } = useTimes();
  const { state, reason, by, atWallMs } = tradingState;
  if (state === "ACTIVE") return null;
  const { title, tone } = stateWords[state];
  return (
    <p className={`banner banner-${tone}`} role="status" data-testid="trading-state" data-state={state}>
      <strong>{title}</strong> {reason}{" "}
      <span className="banner-foot">
        set by <span title={by}>{shortenAddresses(by)}</span>, {formatMoment(atWallMs)} {formatZone(atWallMs)}
      </span>
    </p>
  );
}
