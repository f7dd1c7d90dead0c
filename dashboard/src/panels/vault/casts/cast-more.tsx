import type { Cast } from "../../../../../contracts/cast.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { Host } from "../../../host/panel.ts";
import { canBeCancelled, canBeUndone } from "../../../views/vault/cast-acts.ts";
import { ActButton } from "../forms/act-button.tsx";
import { cancelAct, undoAct } from "../words/act-words.ts";
import { describePromise } from "./why-words.ts";

type CastMoreProps = { readonly cast: Cast; readonly host: Host; readonly view: VaultView };

/** What an alert says of a cast beside its reason, what became of its promise, its times by the chain's clock, its address, and what can be done about it. */
export function CastMore({ cast, host, view }: CastMoreProps) {
  const { formatMoment, formatZone } = useTimes();
  const { id, spell, firedAtMs, freshUntilMs, notAfterMs, reason, traceId } = cast;
  const alert = view.alerts.find((each) => each.id === `cast:${id}`);
  const isSaid = reason !== null && alert?.message.includes(reason.message) === true;
  const link = `${window.location.origin}/${host.hrefOf("vault", { cast: id })}`;
  const when = (atMs: number) => `${formatMoment(atMs)} ${formatZone(atMs)}`;
  return (
    <>
      {alert === undefined || isSaid ? null : <p className="inline-problem">Alert: {alert.message}</p>}
      <dl className="vp-facts">
        <div>
          <dt>Promise of the spell</dt>
          <dd data-testid="cast-promise">{describePromise(cast)}</dd>
        </div>
        <div>
          <dt>By the chain's clock</dt>
          <dd className="number">
            asked for {when(firedAtMs)}; nothing is sent after {when(freshUntilMs)}; it cannot execute after{" "}
            {when(notAfterMs)}
          </dd>
        </div>
        <div>
          <dt>Ids</dt>
          <dd>
            cast <code className="breakable">{id}</code> <CopyButton text={id} what="the id of the cast" />{" "}
            <CopyButton text={traceId} what="the trace id" label="Copy trace id" />{" "}
            <CopyButton text={link} what="the address of this cast" label="Copy link" />
          </dd>
        </div>
      </dl>
      {canBeCancelled(cast) ? (
        <ActButton
          label="Cancel this cast"
          ask={() => host.owner.act("cancel-cast", { castId: id }, cancelAct(spell))}
          done="It is taken back, as far as it is not on its way."
        />
      ) : null}
      {canBeUndone(cast) ? (
        <ActButton
          label="Take back what it did"
          ask={() => host.owner.act("undo", { castId: id }, undoAct(spell))}
          done="Another cast was created that takes it back."
        />
      ) : null}
    </>
  );
}
