import type { PreparedSession, VaultView } from "../../../../../contracts/vault-view.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatEther } from "../../../format/format-gas.ts";
import type { Host } from "../../../host/panel.ts";
import { laneWords } from "../../../views/vault/cast-facts.tsx";
import { splitWords } from "../../../views/vault/split-words.ts";
import { ActButton } from "../forms/act-button.tsx";
import { armTx, confirmAct, voidAct, voidTx } from "../words/act-words.ts";
import { readSafeTx } from "./prepared-answer.ts";

type PreparedCardProps = { readonly host: Host; readonly view: VaultView; readonly prepared: PreparedSession };

/** Keys that were made and not armed: what the owners would sign, and the steps that are left. */
export function PreparedCard({ host, view, prepared }: PreparedCardProps) {
  const { formatMoment, formatZone } = useTimes();
  const { sessionId, words, emergencyWords, safeTx, canBeArmed, expiresAtMs } = prepared;
  const { owner } = host;
  const all = [...words, ...emergencyWords];
  const until = `${formatMoment(expiresAtMs)} ${formatZone(expiresAtMs)}`;

  const voidPrepared = async () => {
    const voided = await owner.act("void-prepared", { sessionId }, voidAct());
    if (!voided.ok) return voided;
    const answer = readSafeTx(voided.value);
    return answer === null ? voided : owner.sendSafeTx(answer.safeTx, voidTx());
  };
  return (
    <section className="card vp-prepared" aria-label="Keys that wait to be armed" data-testid="prepared">
      <div className="card-head">
        <h3>Keys wait to be armed</h3>
        <span className="muted">until {until}, chain time</span>
      </div>
      <Sentences words={all} />
      {canBeArmed === false ? (
        <p className="inline-problem">
          Your Safe has sent another transaction since: this one can never arm them. If it was the arming itself, put
          them into use; if not, void them and begin anew.
        </p>
      ) : null}
      <ol className="vp-steps">
        <li>
          <p>
            <strong>Sign and send.</strong> Your wallet signs one transaction of your Safe and sends it.
          </p>
          {safeTx === null ? (
            <p className="muted">
              Its transaction was not kept, because these keys are of an older version: void them, and begin anew.
            </p>
          ) : (
            <ActButton
              label="Sign and send the arming"
              isSmall={false}
              ask={() => owner.sendSafeTx(safeTx, armTx(all))}
              done="It is sent. Go on with the next step."
            />
          )}
        </li>
        <li>
          <p>
            <strong>Give the lanes ether for gas.</strong> They pay for casts and hold no rights. Send it from any
            wallet.
          </p>
          <ul className="vp-lanes">
            {view.lanes.map(({ lane, address, etherWei }) => (
              <li key={lane}>
                {laneWords[lane]}: <code className="breakable">{address}</code>{" "}
                <CopyButton text={address} what={`the address of the ${laneWords[lane]}`} />{" "}
                <span className={etherWei === "0" ? "tone-warn" : "muted"}>
                  {etherWei === null ? "not read" : `holds ${formatEther(etherWei)}`}
                </span>
              </li>
            ))}
          </ul>
        </li>
        <li>
          <p>
            <strong>Put it into use.</strong> The vault looks at the chain whether it is armed.
          </p>
          <ActButton
            label="Put the session into use"
            isSmall={false}
            ask={() => owner.act("confirm-session", { sessionId }, confirmAct())}
            done="The session is armed."
          />
        </li>
      </ol>
      <ActButton label="Void these keys" ask={voidPrepared} done="The prepared keys are destroyed." />
    </section>
  );
}

function Sentences({ words }: { readonly words: readonly string[] }) {
  const { mays, losses } = splitWords(words);
  return (
    <details>
      <summary>What they may do, in the sentences that you sign</summary>
      <ul className="sentences">
        {mays.map((sentence) => (
          <li key={sentence} className="breakable">
            {sentence}
          </li>
        ))}
      </ul>
      {losses.length === 0 ? null : (
        <>
          <p className="muted">The most that somebody who steals a key could take:</p>
          <ul className="sentences tone-warn">
            {losses.map((sentence) => (
              <li key={sentence} className="breakable">
                {sentence}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
