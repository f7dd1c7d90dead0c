import { ChoiceField } from "../../../components/choice-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { SpellList } from "../people/spell-list.ts";
import type { RuleDraft, RuleFaults } from "./draft-rule.ts";

type RuleActionFieldsProps = {
  readonly host: Host;
  readonly draft: RuleDraft;
  readonly faults: RuleFaults;
  readonly onChange: (changes: Partial<RuleDraft>) => void;
};

const actions: readonly (readonly [value: RuleDraft["action"], label: string])[] = [
  ["notify", "tell you"],
  ["cast", "cast a spell"],
  ["close", "close the whole vault"],
];

/** What a rule does when it fires. */
export function RuleActionFields({ host, draft, faults, onChange }: RuleActionFieldsProps) {
  const { action, spell, params, deadline } = draft;
  const spells = useLoaded(host.load, action === "cast" ? "/v1/spells" : null, SpellList);
  const chosen = spells.data?.spells.find(({ name }) => name === spell);
  const needed = Object.keys((chosen?.params.properties as object | undefined) ?? {});
  return (
    <>
      <ChoiceField
        label="Then"
        value={action}
        choices={actions}
        onChange={(value) => onChange({ action: value as RuleDraft["action"] })}
      />
      {action === "cast" ? (
        <>
          <div className="form-row">
            <ChoiceField
              label="Spell"
              value={spell}
              choices={[
                ["", spells.data === null ? "reading the spells…" : "choose one"],
                ...(spells.data?.spells ?? []).map(({ name, risk }) => [name, `${name}, risk ${risk}`] as const),
              ]}
              hint={chosen?.purpose ?? spells.problem?.detail}
              fault={faults.spell ?? null}
              onChange={(value) => onChange({ spell: value })}
            />
            <TextField
              label="Within"
              isShort
              value={deadline}
              hint="Later it is refused."
              fault={faults.deadline ?? null}
              onChange={(value) => onChange({ deadline: value })}
            />
          </div>
          <TextField
            label="Its parameters, as JSON"
            value={params}
            lines={5}
            placeholder='{"sell": "WETH", "buy": "USDC", "fraction": "0.5"}'
            hint={
              needed.length === 0 ? "Amounts are decimals of whole tokens, as text." : `It takes ${needed.join(", ")}.`
            }
            fault={faults.params ?? null}
            onChange={(value) => onChange({ params: value })}
          />
        </>
      ) : null}
    </>
  );
}
