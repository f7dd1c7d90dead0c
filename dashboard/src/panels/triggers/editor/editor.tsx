import { type ReactNode, useMemo, useRef } from "react";
import type { SpellView } from "../../../../../contracts/spell.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Panel } from "../../../components/panel.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { ActProblemNote } from "../../../views/spells/act-problem.tsx";
import { readField, writeField } from "../../../views/spells/field-text.ts";
import { tokensOf } from "../../../views/spells/vault-tokens.ts";
import type { DraftCheck, DraftFault } from "../draft/check-draft.ts";
import { type Draft, idOf } from "../draft/draft.ts";
import { findJsonMistake } from "../draft/json-mistake.ts";
import { changeByForm, changeByText, type DraftEntry, isChanged } from "../draft/use-drafts.ts";
import type { Known } from "../known-signals.ts";
import { nameOf } from "../trigger-words.ts";
import { ActionFields } from "./action-fields.tsx";
import { ConditionField } from "./condition-field.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { JsonView } from "./json-view.tsx";
import { LifeFields } from "./life-fields.tsx";
import { refusalField } from "./refusal-field.ts";
import { SaveBar } from "./save-bar.tsx";
import { warningOf } from "./warning-of.ts";

type EditorProps = {
  readonly entry: DraftEntry;
  readonly onEntry: (change: Partial<DraftEntry>) => void;
  readonly check: DraftCheck;
  readonly known: Known | null;
  readonly spells: readonly SpellView[] | null;
  readonly view: VaultView | null;
  /** A vault is open in this tab, read or not. */
  readonly hasVault: boolean;
  /** What the history says of it, where that does not stand beside the form. */
  readonly verdict: ReactNode;
  readonly isBusy: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onSignIn: () => void;
};

/** Fields that have a place in the form; what is wrong elsewhere is listed. */
const placed =
  /^(name|id|when|clearWhen|for|keepFor|mode|cooldown|maxFires|validFrom|validUntil|activeHours\..+|noData|maxStaleness|priority|group|inhibitedBy|action\.(type|spell|deadline|params\..+))$/;

/** One draft as a form, or as JSON. */
export function Editor(props: EditorProps) {
  const { entry, onEntry, check, known, spells, view, hasVault, verdict, isBusy, onSave, onDiscard, onSignIn } = props;
  const { draft, origin, text, problem, isTried, asides } = entry;
  const form = useRef<HTMLDivElement>(null);
  const refused = refusalField(problem);
  const mistake = text === null ? null : findJsonMistake(text);
  const all: readonly DraftFault[] = refused === null ? check.faults : [...check.faults, refused];
  // Whoever has not written it yet need not be told.
  const faults = isTried ? all : all.filter(({ message }) => message !== "this is missing");
  const faultFor = (field: string): DraftFault | null => faults.find((fault) => fault.field === field) ?? null;
  const others = useMemo(
    () => (view === null ? [] : view.triggers.map(({ trigger }) => trigger).filter(({ id }) => id !== origin)),
    [view, origin],
  );
  const onDraft = (changed: Draft): void => onEntry(changeByForm(entry, changed));
  const write: FieldsProps["write"] = (path, typed, kind) => onDraft(writeField(draft, path, typed, kind));
  const fields: FieldsProps = {
    ...{ draft, onDraft, write, faults, others },
    read: (path) => readField(draft, path),
    faultOf: (field) => faultFor(field)?.message ?? null,
  };
  const save = (): void => {
    onEntry({ isTried: true });
    if (check.faults.length === 0 && mistake === null) onSave();
    else window.requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const unplaced = faults.filter(({ field }) => !placed.test(field));
  const condition = (field: "when" | "clearWhen", label: string, hint: string, placeholder: string) => (
    <ConditionField
      label={label}
      hint={hint}
      placeholder={placeholder}
      value={fields.read([field])}
      fault={faultFor(field)}
      known={known}
      onChange={(typed) => write([field], typed)}
    />
  );
  return (
    <Panel
      title={origin === null ? "New trigger" : `Change ${nameOfOrigin(view, origin)}`}
      className="tr-editor"
      aside={
        <fieldset className="segments">
          <legend className="visually-hidden">Write it as</legend>
          {(["form", "json"] as const).map((each) => (
            <button key={each} type="button" aria-pressed={entry.view === each} onClick={() => onEntry({ view: each })}>
              {each === "form" ? "Form" : "JSON"}
            </button>
          ))}
        </fieldset>
      }
    >
      <div ref={form} className="tr-form" data-testid="trigger-editor">
        {entry.view === "json" ? (
          <JsonView
            text={text ?? JSON.stringify(draft, null, 2)}
            faults={faults}
            onText={(typed) => onEntry(changeByText(entry, typed))}
            onTakeForm={() => onEntry({ text: null })}
          />
        ) : (
          <>
            {mistake === null ? null : (
              <p className="inline-problem">
                The JSON that you typed has a mistake in line {mistake.line} and is kept there; the form shows what was
                before.
              </p>
            )}
            <TextField
              label="Name"
              value={fields.read(["name"])}
              fault={fields.faultOf("name") ?? fields.faultOf("id")}
              hint={`What you call it. The vault knows it as ${idOf(
                draft,
                others.map(({ id }) => id),
              )}.`}
              placeholder="ETH falls 5 % in an hour"
              onChange={(typed) => write(["name"], typed)}
            />
            {condition(
              "when",
              "Fires when",
              "Ctrl and Space show what may stand at the caret.",
              "change(price('ETH-USD'), '1h') < -0.05",
            )}
            {verdict}
            <ActionFields
              {...fields}
              spells={spells}
              tokens={tokensOf(view)}
              asides={asides}
              onAside={(kept, changed) => onEntry({ ...changeByForm(entry, changed), asides: kept })}
            />
            <h3>When it may fire</h3>
            <LifeFields {...fields} />
            {condition(
              "clearWhen",
              "Re-arms when",
              "Left out: when the condition is false. With it, by this alone.",
              "change(price('ETH-USD'), '1h') > -0.01",
            )}
            {unplaced.length === 0 ? null : (
              <ul className="tr-faults">
                {unplaced.map(({ field, message }) => (
                  <li key={field} className="form-fault">
                    <code>{field}</code>: {message} <span className="muted">(in the JSON)</span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
        {problem === null ? null : <ActProblemNote problem={problem} what="It is not saved" />}
        <SaveBar
          isNew={origin === null}
          isBusy={isBusy}
          isChanged={isChanged(entry)}
          faultCount={faults.length + (mistake === null ? 0 : 1)}
          warning={check.trigger === null ? null : warningOf(check.trigger, view)}
          vault={view !== null ? "known" : hasVault ? "reading" : "none"}
          onSave={save}
          onDiscard={onDiscard}
          onSignIn={onSignIn}
        />
      </div>
    </Panel>
  );
}

function nameOfOrigin(view: VaultView | null, origin: string): string {
  const found = view?.triggers.find(({ trigger }) => trigger.id === origin);
  return `“${found === undefined ? origin : nameOf(found.trigger)}”`;
}
