import { useState } from "react";
import type { PreparedSession, VaultView } from "../../../../../contracts/vault-view.ts";
import { TextField } from "../../../components/text-field.tsx";
import type { Host } from "../../../host/panel.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { rotateAct } from "../words/act-words.ts";
import { dayMs, readDays } from "../words/durations.ts";
import { readPrepared } from "./prepared-answer.ts";

type RotateFormProps = {
  readonly host: Host;
  readonly view: VaultView;
  /** Keys wait above this form. */
  readonly isWaiting: boolean;
  readonly onPrepared: (prepared: PreparedSession) => void;
  readonly untilWords: (atMs: number) => string;
};

/** New keys with the same permissions and what is left of them, for another while. */
export function RotateForm({ host, view, isWaiting, onPrepared, untilWords }: RotateFormProps) {
  const [days, setDays] = useState("7");
  const [isChecked, setChecked] = useState(false);
  const { state, run } = useAct();
  const count = readDays(days);
  const rotate = async (): Promise<void> => {
    setChecked(true);
    if (count === null || view.chainTimeMs === null) return;
    const expiresAtMs = view.chainTimeMs + count * dayMs;
    const answer = await run(
      () => host.owner.act("rotate-session", { expiresAtMs }, rotateAct(untilWords(expiresAtMs))),
      () => "The new keys are made. Go on with the steps above.",
    );
    const prepared = answer === null ? null : readPrepared(answer, expiresAtMs);
    if (prepared !== null) onPrepared(prepared);
  };
  return (
    <ActForm
      title="Rotate the keys"
      submit="Make new keys"
      state={isWaiting ? state : { ...state, done: null }}
      onSubmit={() => void rotate()}
      testId="rotate-form"
    >
      <p className="muted">New keys in the place of the old ones. What is left of each allowance goes on.</p>
      <TextField
        label="For so many days"
        value={days}
        isNumber
        unit="days"
        fault={
          isChecked && count === null
            ? "Type whole days, from 1 to 365."
            : isChecked && view.chainTimeMs === null
              ? "The chain was not read, so nobody knows its time. Try again in a moment."
              : null
        }
        onChange={setDays}
      />
    </ActForm>
  );
}
