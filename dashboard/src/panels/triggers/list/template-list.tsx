import { useId, useState } from "react";
import { compileCondition } from "../../../../../conditions/compile-condition.ts";
import type { Host } from "../../../host/panel.ts";
import type { Draft } from "../draft/draft.ts";
import { type Template, templates } from "../draft/templates.ts";
import type { Known } from "../known-signals.ts";

type TemplateListProps = {
  readonly host: Host;
  readonly known: Known | null;
  readonly onBegin: (draft: Draft) => void;
};

const pricePrefix = "price.";

/** Beginnings for a new trigger. Those that name what this server does not have are left out. */
export function TemplateList({ host, known, onBegin }: TemplateListProps) {
  const [asset, setAsset] = useState("ETH-USD");
  const id = useId();
  const assets = known?.catalogue.keys.filter((key) => key.startsWith(pricePrefix)) ?? [];
  const tick = host.state.prices.data?.ticks.find((each) => each.asset === asset);
  const terms = { asset, priceUsd: tick?.priceUsd ?? null };
  const fits = (template: Template): boolean =>
    known === null || compileCondition(String(template.write(terms).when), known).ok;
  return (
    <div className="tr-start">
      <div className="tr-start-line">
        <button type="button" className="button button-primary" onClick={() => onBegin({})}>
          Write a new one
        </button>
        <label htmlFor={id}>or begin with one of these for</label>
        <select id={id} className="field" value={asset} onChange={({ target }) => setAsset(target.value)}>
          {(assets.length === 0 ? [`${pricePrefix}ETH-USD`] : assets).map((key) => (
            <option key={key} value={key.slice(pricePrefix.length)}>
              {key.slice(pricePrefix.length)}
            </option>
          ))}
        </select>
      </div>
      <ul className="tr-templates">
        {templates.filter(fits).map((template) => (
          <li key={template.id}>
            <button
              type="button"
              data-testid={`template-${template.id}`}
              onClick={() => onBegin(template.write(terms))}
            >
              <strong>{template.title}</strong>
              <span>{template.explains}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
