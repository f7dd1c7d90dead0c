import type { SpellView } from "../../../../contracts/spell.ts";
import type { Host } from "../../host/panel.ts";
import { RiskMark } from "../../views/spells/risk-mark.tsx";

type SpellListProps = { readonly host: Host; readonly spells: readonly SpellView[]; readonly chosen: string };

/** All spells, the least risk first. */
export function SpellList({ host, spells, chosen }: SpellListProps) {
  return (
    <ul className="sp-list" data-testid="spell-list">
      {spells.map(({ name, purpose, risk }) => (
        <li key={name}>
          <a href={host.hrefOf("spells", { spell: name })} aria-current={name === chosen ? "true" : undefined}>
            <span className="sp-list-head">
              <strong>{name}</strong>
              <RiskMark risk={risk} />
            </span>
            <span className="sp-list-purpose">{purpose}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
