import { useMemo } from "react";
import type { SpellView } from "../../../../../contracts/spell.ts";
import { ChoiceField } from "../../../components/choice-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import type { Json, JsonObject } from "../../../views/spells/json.ts";
import { isJsonObject } from "../../../views/spells/json.ts";
import { paramFieldsOf, startParams } from "../../../views/spells/param-fields.ts";
import { ParamsForm } from "../../../views/spells/params-form.tsx";
import { RiskMark } from "../../../views/spells/risk-mark.tsx";
import { riskWords } from "../../../views/spells/risk-words.ts";
import type { FieldsProps } from "./fields-props.ts";

type ActionFieldsProps = FieldsProps & {
  /** Null while they are not known. */
  readonly spells: readonly SpellView[] | null;
  readonly tokens: readonly string[];
  /** Casts that were written and are not chosen now, by spell. */
  readonly asides: JsonObject;
  readonly onAside: (asides: JsonObject, draft: FieldsProps["draft"]) => void;
};

const castParams = "action.params.";

/** What a fire does: it tells, or casts a spell with these parameters. */
export function ActionFields({
  draft,
  onDraft,
  write,
  read,
  faults,
  faultOf,
  spells,
  tokens,
  asides,
  onAside,
}: ActionFieldsProps) {
  const { action, ...rest } = draft;
  const cast = isJsonObject(action) && action.type === "cast" ? action : null;
  const name = cast === null ? "notify" : read(["action", "spell"]);
  const spell = spells?.find((each) => each.name === name) ?? null;
  const fields = useMemo(() => (spell === null ? [] : paramFieldsOf(spell)), [spell]);
  const choose = (chosen: string): void => {
    const kept = cast === null ? asides : { ...asides, [name]: cast };
    const found = spells?.find((each) => each.name === chosen);
    const fresh = {
      type: "cast",
      spell: chosen,
      params: found === undefined ? {} : startParams(paramFieldsOf(found)),
      deadline: "30m",
    };
    const next: Json = asides[chosen] ?? fresh;
    onAside(kept, chosen === "notify" ? rest : { ...draft, action: next });
  };
  const paramFaults = new Map(
    faults.flatMap(({ field, message }) =>
      field.startsWith(castParams) ? [[field.slice(castParams.length), message] as const] : [],
    ),
  );
  return (
    <>
      <ChoiceField
        label="When it fires"
        value={name}
        fault={faultOf("action.spell") ?? faultOf("action.type")}
        choices={[
          ["notify", "tell me"],
          ...(spells ?? []).map(
            (each) => [each.name, `cast ${each.name} (${riskWords[each.risk].title.toLowerCase()})`] as const,
          ),
        ]}
        onChange={choose}
      />
      {spell === null ? null : (
        <div className="tr-spell">
          <p>{spell.purpose}</p>
          <p>
            <RiskMark risk={spell.risk} hasMeaning />
          </p>
          <ul className="tr-warnings">
            {spell.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      {cast === null ? null : (
        <>
          <ParamsForm
            fields={fields}
            params={isJsonObject(cast.params) ? cast.params : {}}
            faults={paramFaults}
            tokens={tokens}
            onChange={(params) => onDraft({ ...draft, action: { ...cast, params } })}
          />
          <div className="tr-fields">
            <TextField
              label="Within"
              hint="After this much chain time from the fire the cast is refused."
              value={read(["action", "deadline"])}
              fault={faultOf("action.deadline")}
              onChange={(typed) => write(["action", "deadline"], typed)}
            />
          </div>
        </>
      )}
    </>
  );
}
