import { formatPrice } from "../../../format/format-number.ts";
import type { Host } from "../../../host/panel.ts";
import type { TriggerLine } from "../chart/trigger-lines.ts";

/** The lines of the vault's triggers in words, those that are out of the chart's sight too. */
export function LevelList({ host, lines }: { readonly host: Host; readonly lines: readonly TriggerLine[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="mk-levels" aria-label="Triggers of the vault that compare this price" data-testid="trigger-lines">
      {lines.map(({ triggerId, name, isEnabled, words, levelUsd, isPart }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one condition may name one level twice; their order is that of its text
        <li key={`${triggerId} ${index}`}>
          <svg className="mk-stroke mk-stroke-trigger mk-colour-warn" viewBox="0 0 18 8" aria-hidden="true">
            <path d="M0 4H18" />
          </svg>
          <a href={host.hrefOf("triggers", { id: triggerId })}>{name}</a>
          <span className="number">
            {words} ${formatPrice(levelUsd)}
          </span>
          {isPart ? <span className="muted">a part of its condition</span> : null}
          {isEnabled ? null : <span className="muted">switched off</span>}
        </li>
      ))}
    </ul>
  );
}
