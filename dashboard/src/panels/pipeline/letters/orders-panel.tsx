import { LetterOrders } from "../../../../../contracts/dead-letter-views.ts";
import { Panel } from "../../../components/panel.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { shortHex } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";

/** Who ordered what, and why. */
export function OrdersPanel({ host, mark }: { readonly host: Host; readonly mark: number }) {
  const { formatMoment, formatZone } = useTimes();
  const { data, problem } = useLoaded(host.load, "/v1/dead-letters/orders", LetterOrders, mark);
  return (
    <Panel title="Orders of operators">
      {data === null ? (
        <p className="muted">{problem === null ? "Reading the orders." : problem.detail}</p>
      ) : data.orders.length === 0 ? (
        <p className="muted">No operator has decided about a letter yet.</p>
      ) : (
        <ShownPart rows={data.orders} step={10} noun="orders">
          {(shown) => (
            <TableScroll label="Orders">
              <table className="number-table number-table-wide" data-testid="letter-orders">
                <thead>
                  <tr>
                    <th scope="col">When (wall clock)</th>
                    <th scope="col">Who</th>
                    <th scope="col">What</th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map(({ act, queue, letters, by, reason, issuedAtMs, atWallMs }) => (
                    <tr key={issuedAtMs}>
                      <th scope="row" className="number">
                        {formatMoment(atWallMs)} {formatZone(atWallMs)}
                      </th>
                      <td>
                        <abbr title={by}>{shortHex(by)}</abbr>
                      </td>
                      <td>
                        {act === "redrive" ? "sent back" : "discarded"} {letters} of {queue}
                      </td>
                      <td className="pipe-rest">{reason}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableScroll>
          )}
        </ShownPart>
      )}
    </Panel>
  );
}
