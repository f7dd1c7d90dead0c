import type { TooltipContentProps } from "recharts";
import { Change } from "../../components/change.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatPrice } from "../../format/format-number.ts";

type ChartTooltipProps = Partial<TooltipContentProps> & { readonly firstPrice: number | null };

/** The price under the pointer, and its change since the left edge. */
export function ChartTooltip({ active, payload, label, firstPrice }: ChartTooltipProps) {
  const { formatMoment, formatZone } = useTimes();
  const price: unknown = payload?.[0]?.value;
  if (active !== true || typeof price !== "number" || typeof label !== "number") return null;
  return (
    <div className="chart-tooltip">
      <p className="muted number">
        {formatMoment(label)} {formatZone(label)}
      </p>
      <p className="number">
        <strong>${formatPrice(price)}</strong> <Change value={firstPrice === null ? null : price / firstPrice - 1} />
      </p>
    </div>
  );
}
