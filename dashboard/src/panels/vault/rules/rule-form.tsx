import { useEffect, useRef, useState } from "react";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import type { ActBody } from "../../../../../execute/core/act-bodies.ts";
import { ChoiceField } from "../../../components/choice-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import type { Host } from "../../../host/panel.ts";
import { describeAction, describeWhen } from "../../../views/vault/rule-words.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { emptyRule, type RuleDraft, type RuleFaults, readRule } from "./draft-rule.ts";
import { RuleActionFields } from "./rule-action-fields.tsx";

type RuleFormProps = {
  readonly host: Host;
  readonly view: VaultView;
  readonly draft: RuleDraft;
  readonly onChange: (draft: RuleDraft) => void;
  /** Counts how often a rule was taken into the form: it then opens and gets the focus. */
  readonly opened: number;
};

const kinds: readonly (readonly [value: RuleDraft["when"], label: string])[] = [
  ["health-below", "the loans come near to liquidation"],
  ["drawdown-beyond", "the vault loses worth"],
  ["schedule", "the calendar says so"],
];

/** A rule to be set. One with the name of a rule that is there takes its place. */
export function RuleForm({ host, view, draft, onChange, opened }: RuleFormProps) {
  const [faults, setFaults] = useState<RuleFaults>({});
  const { state, run } = useAct();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (opened === 0) return;
    const details = place.current?.querySelector("details");
    if (details != null) details.open = true;
    place.current?.querySelector<HTMLElement>("input, select")?.focus();
  }, [opened]);
  const change = (changes: Partial<RuleDraft>): void => onChange({ ...draft, ...changes });
  const isThere = view.rules.some(({ rule }) => rule.id === draft.id.trim());

  const put = async (): Promise<void> => {
    const read = readRule(draft);
    setFaults(read.ok ? {} : read.error);
    if (!read.ok) return;
    const rule = read.value;
    // It was read from JSON and checked; its type has fields that may be undefined, which JSON leaves out.
    const body = { rule: rule as ActBody<"put-rule">["rule"] };
    const words = {
      title: isThere ? `Change the rule ${rule.name ?? rule.id}` : `Set the rule ${rule.name ?? rule.id}`,
      sentences: [
        `${describeWhen(rule)}, ${describeAction(rule)}.`,
        ...(rule.when.type === "schedule" ? [] : [`It fires at most once in ${rule.cooldown}, by the chain's clock.`]),
        ...(rule.action.type === "close" ? ["It then closes the whole vault without asking you."] : []),
        "The vault judges it itself, about once a minute.",
      ],
      isDangerous: rule.action.type !== "notify",
    };
    const answer = await run(
      () => host.owner.act("put-rule", body, words),
      () => `The rule ${rule.name ?? rule.id} is set.`,
    );
    if (answer !== null) onChange(emptyRule);
  };
  return (
    <div ref={place}>
      <ActForm
        title={isThere ? `Change the rule ${draft.id}` : "Set a rule"}
        submit={isThere ? "Change the rule" : "Set the rule"}
        state={state}
        onSubmit={() => void put()}
        testId="rule-form"
      >
        <div className="form-row">
          <TextField
            label="Short name"
            value={draft.id}
            placeholder="health-floor"
            hint="It tells the rule from others, and stays."
            fault={faults.id ?? null}
            onChange={(id) => change({ id })}
          />
          <TextField
            label="What people call it"
            value={draft.name}
            placeholder="may be empty"
            fault={faults.name ?? null}
            onChange={(name) => change({ name })}
          />
        </div>
        <ChoiceField
          label="It fires when"
          value={draft.when}
          choices={kinds}
          onChange={(when) => change({ when: when as RuleDraft["when"] })}
        />
        <WhenFields draft={draft} faults={faults} onChange={change} />
        <RuleActionFields host={host} draft={draft} faults={faults} onChange={change} />
      </ActForm>
    </div>
  );
}

type FieldsProps = {
  readonly draft: RuleDraft;
  readonly faults: RuleFaults;
  readonly onChange: (changes: Partial<RuleDraft>) => void;
};

function WhenFields({ draft, faults, onChange }: FieldsProps) {
  const { when, health, percent, every, from, cooldown } = draft;
  return (
    <div className="form-row">
      {when === "health-below" ? (
        <TextField
          label="Health factor below"
          value={health}
          isNumber
          hint="Below 1 anyone may liquidate."
          fault={faults.health ?? null}
          onChange={(value) => onChange({ health: value })}
        />
      ) : null}
      {when === "drawdown-beyond" ? (
        <TextField
          label="Below its highest worth by more than"
          value={percent}
          isNumber
          unit="%"
          fault={faults.percent ?? null}
          onChange={(value) => onChange({ percent: value })}
        />
      ) : null}
      {when === "schedule" ? (
        <>
          <TextField
            label="Every"
            isShort
            value={every}
            hint="A whole number and m, h or d."
            fault={faults.every ?? null}
            onChange={(value) => onChange({ every: value })}
          />
          <TextField
            label="Counted from"
            value={from}
            placeholder="2026-01-05T09:00:00Z"
            hint="In UTC, by the chain's clock."
            fault={faults.from ?? null}
            onChange={(value) => onChange({ from: value })}
          />
        </>
      ) : (
        <TextField
          label="At most once in"
          isShort
          value={cooldown}
          hint="A whole number and m, h or d."
          fault={faults.cooldown ?? null}
          onChange={(value) => onChange({ cooldown: value })}
        />
      )}
    </div>
  );
}
