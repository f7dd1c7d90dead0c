import type { Cast, CastLane, CastOrder } from "../../../../contracts/cast.ts";
import { useTimes } from "../../components/use-times.ts";
import { formatEther, formatEtherExact } from "../../format/format-gas.ts";
import { shortHex } from "../../format/short-hex.ts";

export const laneWords: Readonly<Record<CastLane, string>> = { main: "main lane", emergency: "emergency lane" };

export const orderWords: Readonly<Record<CastOrder["status"], string>> = {
  open: "waits for its keeper",
  executed: "executed",
  cancelled: "cancelled",
  frozen: "frozen by its keeper",
};

/** What else is known of a cast: how it may go, what it cost, and what became of its order. */
export function CastFacts({ cast }: { readonly cast: Cast }) {
  const { formatMoment, formatZone } = useTimes();
  const { lane, priority, notAfterMs, gasPaidWei, healthAfter, order } = cast;
  return (
    <p className="card-foot muted">
      <span>{laneWords[lane]}</span>
      <span>{priority === "protective" ? "protective: it only reduces what is at risk" : "opportunistic"}</span>
      <span>
        not after {formatMoment(notAfterMs)} {formatZone(notAfterMs)}
      </span>
      {gasPaidWei === null ? null : (
        <span className="number" title={formatEtherExact(gasPaidWei)} data-testid="cast-gas">
          gas {formatEther(gasPaidWei)}
        </span>
      )}
      {healthAfter === null ? null : <span className="number">health factor {healthAfter} afterwards</span>}
      {order === null ? null : (
        <span title={order.id}>
          order {shortHex(order.id)}: {orderWords[order.status]}
        </span>
      )}
    </p>
  );
}
