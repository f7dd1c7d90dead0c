import { useId } from "react";
import type { Host } from "../../../host/panel.ts";
import {
  type BarName,
  bandWidths,
  barSizes,
  barsOf,
  type ChartSettings,
  countMax,
  countMin,
  defaultRange,
  type IndicatorName,
  indicatorNames,
  indicators,
  parseCount,
  type RangeName,
  ranges,
} from "./chart-settings.ts";
import { NumberField } from "./number-field.tsx";

type ToolbarProps = { readonly settings: ChartSettings; readonly setParams: Host["setParams"] };

/** Range, size of bars, and indicators with their settings; all of it stands in the address. */
export function Toolbar({ settings, setParams }: ToolbarProps) {
  const barId = useId();
  const { range, bar, counts, bandWidth } = settings;
  // A bar that does not fit another range goes out of the address, and the range has its own again.
  const chooseRange = (name: RangeName): void =>
    setParams({ range: name === defaultRange ? null : name, bar: barsOf(name).includes(bar) ? bar : null });
  const toggle = (name: IndicatorName): void =>
    setParams({ [name]: counts[name] === undefined ? String(indicators[name].count) : null });
  return (
    <div className="mk-toolbar">
      <fieldset className="segments">
        <legend className="visually-hidden">Range of the chart</legend>
        {(Object.keys(ranges) as RangeName[]).map((name) => (
          <button key={name} type="button" aria-pressed={range === name} onClick={() => chooseRange(name)}>
            {ranges[name].label}
          </button>
        ))}
      </fieldset>
      <span className="mk-tool">
        <label htmlFor={barId} className="muted">
          Bars of
        </label>
        <select
          id={barId}
          className="field"
          value={bar}
          onChange={({ target }) => setParams({ bar: target.value === ranges[range].bar ? null : target.value })}
        >
          {barsOf(range).map((name: BarName) => (
            <option key={name} value={name}>
              {barSizes[name].label}
            </option>
          ))}
        </select>
      </span>
      <fieldset className="mk-tool mk-indicators">
        <legend className="visually-hidden">Indicators</legend>
        {indicatorNames.map((name) => {
          const count = counts[name];
          const { label, title } = indicators[name];
          return (
            <span key={name} className="mk-indicator" data-on={count !== undefined}>
              <button
                type="button"
                className="mk-toggle"
                aria-pressed={count !== undefined}
                title={title}
                onClick={() => toggle(name)}
              >
                {label}
              </button>
              {count === undefined ? null : (
                <NumberField
                  label={`${label}: over how many bars`}
                  value={count}
                  min={countMin}
                  max={countMax}
                  step={1}
                  isAllowed={(text) => parseCount(text) !== null}
                  onChange={(text) => setParams({ [name]: text })}
                />
              )}
              {name !== "bands" || count === undefined ? null : (
                <NumberField
                  label="Bands: how many standard deviations wide"
                  value={bandWidth}
                  min={bandWidths.min}
                  max={bandWidths.max}
                  step={0.5}
                  isAllowed={(text) => Number(text) >= bandWidths.min && Number(text) <= bandWidths.max}
                  onChange={(text) => setParams({ width: Number(text) === bandWidths.usual ? null : text })}
                />
              )}
            </span>
          );
        })}
      </fieldset>
    </div>
  );
}
