import type { Host } from "../../host/panel.ts";
import { rangeOf, ranges } from "./ranges.ts";

/** How far back one looks. */
export function RangeSwitch({ host }: { readonly host: Host }) {
  const shown = rangeOf(host.params.range);
  return (
    <fieldset className="segments pipe-segments">
      <legend className="visually-hidden">How far back</legend>
      {ranges.map(({ id, words }) => (
        <button
          key={id}
          type="button"
          aria-pressed={shown.id === id}
          onClick={() => host.setParams({ range: id === "24h" ? null : id })}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}
