import { useTimes } from "../../../components/use-times.ts";
import { formatPrice } from "../../../format/format-number.ts";
import type { Host, Params } from "../../../host/panel.ts";
import type { Bar } from "../chart/bars.ts";
import { suggestCondition } from "../chart/chart-words.ts";

export type Chosen = { readonly atMs: number; readonly levelUsd: number };

/** The point of the chart that the address names; null where it names none. */
export function readChosen({ at, level }: Params): Chosen | null {
  const [atMs, levelUsd] = [Number(at ?? Number.NaN), Number(level ?? Number.NaN)];
  return Number.isSafeInteger(atMs) && levelUsd > 0 && Number.isFinite(levelUsd) ? { atMs, levelUsd } : null;
}

type ChosenPointProps = {
  readonly host: Host;
  readonly asset: string;
  readonly chosen: Chosen | null;
  readonly newest: Bar | null;
};

/** The chosen point, or else the newest price, as the beginning of a trigger. */
export function ChosenPoint({ host, asset, chosen, newest }: ChosenPointProps) {
  const { formatMoment, formatZone } = useTimes();
  if (newest === null) return null;
  const point = chosen ?? { atMs: newest.startMs, levelUsd: newest.closeUsd };
  const condition = suggestCondition(asset, point.levelUsd, newest.closeUsd);
  return (
    <p className="mk-chosen" data-testid="chosen-point">
      <span className="muted">
        {chosen === null
          ? "Press a point of the chart, or Enter on a bar, to choose a price."
          : `Chosen: ${formatMoment(point.atMs)} ${formatZone(point.atMs)}, $${formatPrice(point.levelUsd)}.`}
      </span>
      <a className="button mk-make" href={host.hrefOf("triggers", condition)} title={condition.when}>
        Make a trigger from here: {condition.when.includes("<") ? "below" : "above"} ${formatPrice(point.levelUsd)}
      </a>
      {chosen === null ? null : (
        <button type="button" className="button button-small" onClick={() => host.setParams({ at: null, level: null })}>
          Forget the point
        </button>
      )}
    </p>
  );
}
