import { Change } from "../../../components/change.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatPrice } from "../../../format/format-number.ts";
import type { Bar } from "./bars.ts";
import { formatStudy } from "./chart-words.ts";
import type { StudyLine } from "./study-lines.ts";

type ReadoutProps = {
  readonly bar: Bar | null;
  readonly lines: readonly StudyLine[];
  /** The bar's place, by which the lines' values are found. */
  readonly index: number;
  readonly isNewest: boolean;
};

/** The numbers of the bar under the crosshair, else of the newest. It is the legend, too: each line with its stroke. */
export function Readout({ bar, lines, index, isNewest }: ReadoutProps) {
  const { formatMoment, formatZone } = useTimes();
  if (bar === null) return null;
  const prices = [
    ["Open", bar.openUsd],
    ["High", bar.highUsd],
    ["Low", bar.lowUsd],
    ["Close", bar.closeUsd],
  ] as const;
  return (
    <div className="mk-readout" data-testid="readout">
      <span className="number mk-readout-time">
        {formatMoment(bar.startMs)} {formatZone(bar.startMs)}
        {isNewest ? <span className="muted"> newest</span> : null}
      </span>
      {prices.map(([label, price]) => (
        <span key={label}>
          <span className="muted">{label}</span> <span className="number">{formatPrice(price)}</span>
        </span>
      ))}
      <Change value={bar.closeUsd / bar.openUsd - 1} />
      {lines.map(({ id, label, look, unit, values }) => (
        <span key={id} data-testid={`value-${id}`}>
          <svg className={`mk-stroke mk-stroke-${look} mk-colour-${look}`} viewBox="0 0 18 8" aria-hidden="true">
            <path d="M0 4H18" />
          </svg>{" "}
          <span className="muted">{label}</span>{" "}
          <span className="number">{formatStudy(unit, values[index] ?? null)}</span>
        </span>
      ))}
    </div>
  );
}
