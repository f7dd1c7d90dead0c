import type { TooltipContentProps } from "recharts";
import { Change } from "../../components/change.tsx";
import { formatPrice } from "../../format/format-number.ts";
import { formatMoment } from "../../format/format-time.ts";

type ChartTooltipProps = Partial<TooltipContentProps> & { readonly firstPrice: number | null };

/** The price under the pointer, and its change since the left edge. */
export function ChartTooltip({ active, payload, label, firstPrice }: ChartTooltipProps) {
  const price: unknown = payload?.[0]?.value;
  if (active !== true || typeof price !== "number" || typeof label !== "number") return null;
  return (
    <div className="chart-tooltip">
      <p className="muted number">{formatMoment(label)} UTC</p>
      <p className="number">
        <strong>${formatPrice(price)}</strong> <Change value={firstPrice === null ? null : price / firstPrice - 1} />
      </p>
    </div>
  );
}
