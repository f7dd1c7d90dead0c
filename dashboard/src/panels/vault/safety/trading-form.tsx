import { useState } from "react";
import type { TradingStateView, VaultView } from "../../../../../contracts/vault-view.ts";
import { TextField } from "../../../components/text-field.tsx";
import type { Host } from "../../../host/panel.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { isLooser, tradingStateAct, tradingWords } from "../words/act-words.ts";

type State = TradingStateView["state"];
const states: readonly State[] = ["ACTIVE", "REDUCING", "HALTED"];

/** What may be cast from now on. Less needs a sign-in, more the owners' signatures. */
export function TradingForm({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const now = view.tradingState.state;
  const [wanted, setWanted] = useState<State | null>(null);
  const [reason, setReason] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { state, run } = useAct();
  const chosen = wanted ?? now;
  const words = reason.trim();
  const fault = words === "" ? "Say why, in a few words: everybody who reads the vault sees it." : null;
  const set = async (): Promise<void> => {
    setChecked(true);
    if (fault !== null || words.length > 300) return;
    const answer = await run(
      () => host.owner.act("set-trading-state", { state: chosen, reason: words }, tradingStateAct(chosen, now, words)),
      () => tradingWords[chosen].meaning,
    );
    if (answer === null) return;
    setReason("");
    setChecked(false);
  };
  return (
    <ActForm
      title="Change what is cast"
      submit={isLooser(chosen, now) ? "Loosen, with signatures" : "Set it"}
      state={state}
      onSubmit={() => void set()}
      testId="trading-form"
    >
      <fieldset className="form-group">
        <legend>From now on is cast</legend>
        {states.map((each) => (
          <label key={each} className="form-check">
            <input
              type="radio"
              name="trading-state"
              value={each}
              checked={each === chosen}
              onChange={() => setWanted(each)}
            />
            <span>
              {tradingWords[each].label}
              <span className="muted">
                {" "}
                {each === now
                  ? "· as it is now"
                  : isLooser(each, now)
                    ? "· needs the owners' signatures"
                    : "· needs a sign-in"}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label="Why"
        value={reason}
        fault={isChecked ? (words.length > 300 ? "At most 300 characters." : fault) : null}
        onChange={setReason}
      />
    </ActForm>
  );
}
