import type { Host } from "../../../host/panel.ts";
import { ActButton } from "../forms/act-button.tsx";
import { disarmAct, disarmTx } from "../words/act-words.ts";
import { readSafeTx } from "./prepared-answer.ts";

/** Destroys the keys, then asks for the transaction that ends their roles. The first half stands whatever becomes of the second. */
export function DisarmButton({ host: { owner }, isArmed }: { readonly host: Host; readonly isArmed: boolean }) {
  const disarm = async () => {
    const disarmed = await owner.act("disarm", {}, disarmAct());
    if (!disarmed.ok) return disarmed;
    const answer = readSafeTx(disarmed.value);
    return answer === null ? disarmed : owner.sendSafeTx(answer.safeTx, disarmTx(answer.words));
  };
  return (
    <div className="vp-disarm">
      <ActButton
        label={isArmed ? "Disarm" : "End the roles on the chain"}
        isSmall={false}
        isDangerous={isArmed}
        ask={disarm}
        done="The keys are destroyed, and their roles end with the transaction."
      />
      <p className="form-hint">
        {isArmed
          ? "Destroys both keys at once. Going back at the second question leaves them destroyed: the roles then wait to be ended."
          : "The keys are destroyed. Where their roles are still on the chain, this ends them."}
      </p>
    </div>
  );
}
