import { useState } from "react";
import type { PreparedSession, VaultView } from "../../../../../contracts/vault-view.ts";
import { TextField } from "../../../components/text-field.tsx";
import type { Host } from "../../../host/panel.ts";
import { plainTokens } from "../amounts/vault-tokens.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { prepareAct } from "../words/act-words.ts";
import { emptyPermission, emptyTerms, type TermsDraft } from "./draft-terms.ts";
import { EmergencyFields } from "./emergency-fields.tsx";
import { PermissionFields } from "./permission-fields.tsx";
import { describeTerms } from "./permission-words.ts";
import { readPrepared } from "./prepared-answer.ts";
import { faultAt, readTerms, type TermsFaults } from "./read-terms.ts";

type ArmFormProps = {
  readonly host: Host;
  readonly view: VaultView;
  /** Keys wait above this form. */
  readonly isWaiting: boolean;
  readonly onPrepared: (prepared: PreparedSession) => void;
  readonly untilWords: (atMs: number) => string;
};

const permissionsMax = 8;

/** What the keys of a new session may do. The vault answers with its own sentences, which are what the owners sign. */
export function ArmForm({ host, view, isWaiting, onPrepared, untilWords }: ArmFormProps) {
  const tokens = plainTokens(view.balances);
  const [typed, setTyped] = useState<TermsDraft | null>(null);
  const [faults, setFaults] = useState<TermsFaults>({});
  const { state, run } = useAct();
  const draft = typed ?? emptyTerms(tokens);
  const change = (changes: Partial<TermsDraft>): void => setTyped({ ...draft, ...changes });
  const { chainTimeMs } = view;

  const prepare = async (): Promise<void> => {
    if (chainTimeMs === null) return;
    const terms = readTerms(draft, tokens, chainTimeMs);
    setFaults(terms.ok ? {} : terms.error);
    if (!terms.ok) return;
    const { value } = terms;
    const decimalsOf = (symbol: string) => tokens.find((token) => token.symbol === symbol)?.decimals ?? 0;
    const words = prepareAct(describeTerms(value, decimalsOf), untilWords(value.expiresAtMs));
    const answer = await run(
      () => host.owner.act("prepare-session", value, words),
      () => "The keys are made. Go on with the steps above.",
    );
    const prepared = answer === null ? null : readPrepared(answer, value.expiresAtMs);
    if (prepared !== null) onPrepared(prepared);
  };
  if (chainTimeMs === null || tokens.length < 2) {
    return (
      <p className="muted">A session can be armed once the chain answers: its tokens and its time are not known.</p>
    );
  }
  return (
    <ActForm
      title="Arm a new session"
      submit="Make the keys"
      state={isWaiting ? state : { ...state, done: null }}
      onSubmit={() => void prepare()}
      testId="arm-form"
    >
      <p className="muted">
        The limits are held by the chain itself. Begin with what your triggers need, and no more. An armed session ends
        with the new one.
      </p>
      {draft.permissions.map((permission, index) => (
        <PermissionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a permission is its place: its fields are controlled
          key={index}
          number={index + 1}
          permission={permission}
          tokens={tokens}
          faults={faults}
          onChange={(changed) =>
            change({ permissions: draft.permissions.map((each, at) => (at === index ? changed : each)) })
          }
          onRemove={
            draft.permissions.length < 2
              ? null
              : () => change({ permissions: draft.permissions.filter((_, at) => at !== index) })
          }
        />
      ))}
      {draft.permissions.length >= permissionsMax ? null : (
        <button
          type="button"
          className="button button-small"
          onClick={() => change({ permissions: [...draft.permissions, emptyPermission(tokens)] })}
        >
          Add a permission
        </button>
      )}
      <TextField
        label="The session lasts"
        value={draft.days}
        isNumber
        unit="days, by the chain's clock"
        fault={faultAt(faults, "days")}
        onChange={(days) => change({ days })}
      />
      <EmergencyFields draft={draft} tokens={tokens} faults={faults} onChange={change} />
    </ActForm>
  );
}
