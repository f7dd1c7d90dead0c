import { correlationAt } from "./tree-correlation.ts";
import { rangeOf, shadeOf } from "./tree-scale.ts";
import { formatCorrelation } from "./tree-words.ts";

const steps = [0, 0.25, 0.5, 0.75, 1];

type HeatLegendProps = { readonly merges: readonly { readonly height: number }[]; readonly cut: number | null };

/** Which shade is which correlation, and which line is the cut. */
export function HeatLegend({ merges, cut }: HeatLegendProps) {
  const [least, greatest] = rangeOf(merges);
  return (
    <span className="heat-legend">
      <span className="number">{formatCorrelation(least)}</span>
      <svg width={steps.length * 14} height={10} aria-hidden="true">
        {steps.map((step, index) => {
          const { tone, opacity } = shadeOf(least + step * (greatest - least), least, greatest);
          return (
            <rect key={step} className={`heat-${tone}`} fillOpacity={opacity} x={index * 14} width={13} height={10} />
          );
        })}
      </svg>
      <span className="number">{formatCorrelation(greatest)}</span>
      <span className="muted">correlation</span>
      {cut === null ? null : (
        <>
          <svg className="cut-sample" width={22} height={10} aria-hidden="true">
            <line className="tree-cut" x1={0} x2={22} y1={5} y2={5} />
          </svg>
          <span className="muted number">cut at {formatCorrelation(correlationAt(cut))}</span>
        </>
      )}
    </span>
  );
}
