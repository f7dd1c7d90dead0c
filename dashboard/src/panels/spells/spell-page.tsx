import { useState } from "react";
import { SpellRequest, type SpellView } from "../../../../contracts/spell.ts";
import type { VaultView } from "../../../../contracts/vault-view.ts";
import { ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import type { ActProblem } from "../../host/owner.ts";
import type { Host } from "../../host/panel.ts";
import { ActProblemNote } from "../../views/spells/act-problem.tsx";
import { CastPreviewBox } from "../../views/spells/cast-preview-box.tsx";
import { checkParams } from "../../views/spells/check-params.ts";
import type { JsonObject } from "../../views/spells/json.ts";
import type { ParamField } from "../../views/spells/param-fields.ts";
import { ParamsForm } from "../../views/spells/params-form.tsx";
import { RiskMark } from "../../views/spells/risk-mark.tsx";
import { askedOf, useCastPreview } from "../../views/spells/use-cast-preview.ts";
import { tokensOf } from "../../views/spells/vault-tokens.ts";
import { castDeadline, castWords } from "./cast-words.ts";
import { sayParams } from "./say-params.ts";
import { triggerHref } from "./trigger-href.ts";

type SpellPageProps = {
  readonly host: Host;
  readonly spell: SpellView;
  readonly fields: readonly ParamField[];
  readonly params: JsonObject;
  readonly onParams: (params: JsonObject) => void;
  readonly view: VaultView | null;
};

/** One spell: what it is for, its parameters, what it would do now, and casting it. */
export function SpellPage({ host, spell, fields, params, onParams, view }: SpellPageProps) {
  const { owner, state, nowMs } = host;
  const { problem: vaultProblem } = state.vault;
  const previewing = useCastPreview(owner.loadVault, view?.vault ?? null);
  const [isCasting, setCasting] = useState(false);
  const [problem, setProblem] = useState<ActProblem | null>(null);
  const faults = checkParams(fields, params);
  const { shown } = previewing;
  const isOld = shown !== null && shown.asked !== askedOf(spell.name, params);
  const etherUsd = state.prices.data?.ticks.find(({ asset }) => asset === "ETH-USD")?.priceUsd ?? null;
  const cast = async (): Promise<void> => {
    setCasting(true);
    setProblem(null);
    const words = castWords(spell, [sayParams(fields, params)], isOld ? null : (shown?.preview ?? null));
    const request = SpellRequest.parse({ spell: spell.name, params });
    const result = await owner.act("request-cast", { ...request, deadline: castDeadline }, words);
    setCasting(false);
    if (!result.ok) setProblem(result.error);
    else if (typeof result.value.castId === "string") host.setParams({ cast: result.value.castId });
  };
  return (
    <Panel title={spell.name}>
      <p className="sp-purpose">{spell.purpose}</p>
      <p>
        <RiskMark risk={spell.risk} hasMeaning />
      </p>
      <h3>Know before you choose it</h3>
      <ul className="sp-warnings">
        {spell.warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
      <h3>Its parameters</h3>
      <ParamsForm
        fields={fields}
        params={params}
        onChange={onParams}
        faults={new Map(faults.map(({ name, message }) => [name, message]))}
        tokens={tokensOf(view)}
      />
      <div className="sp-acts">
        {view === null && !host.page.hasVault ? (
          <button type="button" className="button button-primary" onClick={() => void owner.signIn()}>
            Sign in to simulate and cast
          </button>
        ) : (
          <>
            <button
              type="button"
              className="button"
              disabled={view === null || previewing.isBusy || faults.length > 0}
              onClick={() => previewing.ask(spell.name, params)}
            >
              {previewing.isBusy ? "Simulating" : "Simulate now"}
            </button>
            <button
              type="button"
              className="button button-primary"
              disabled={view === null || isCasting || faults.length > 0}
              onClick={() => void cast()}
            >
              Cast now
            </button>
          </>
        )}
        <a className="button" href={triggerHref(host.hrefOf, spell.name, params)}>
          Use in a trigger
        </a>
        <span role="status" className={faults.length > 0 ? "form-fault" : "muted"}>
          {isCasting
            ? "The vault is asked."
            : faults.length > 0
              ? `${faults.length === 1 ? "One parameter is" : `${faults.length} parameters are`} to be mended first.`
              : view !== null
                ? ""
                : host.page.hasVault
                  ? vaultProblem === null
                    ? "Your vault is being read."
                    : `${vaultProblem.detail} Simulating and casting wait for your vault.`
                  : "Simulating and casting need your vault. Everything else can be read without one."}
        </span>
      </div>
      {problem === null ? null : <ActProblemNote problem={problem} what="It is not cast" />}
      <div aria-live="polite" aria-busy={previewing.isBusy}>
        {previewing.problem === null ? null : (
          <ProblemNotice
            problem={previewing.problem}
            emptyTitle="The vault cannot simulate it now"
            onRetry={() => previewing.ask(spell.name, params)}
          />
        )}
        {shown === null ? null : (
          <CastPreviewBox preview={shown.preview} isOld={isOld} nowMs={nowMs} etherUsd={etherUsd} />
        )}
      </div>
    </Panel>
  );
}
