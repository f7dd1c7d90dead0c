import { nameOf } from "../trigger-words.ts";
import type { TriggerActs } from "../use-trigger-acts.ts";

/** What was removed here can be put back, for as long as the page is open. */
export function RemovedNote({ acts }: { readonly acts: TriggerActs }) {
  return (
    <div role="status" className="tr-status">
      {acts.removed.map((removed) => (
        <p key={removed.trigger.id} className="tr-removed" data-testid={`removed-${removed.trigger.id}`}>
          “{nameOf(removed.trigger)}” is removed.{" "}
          <button
            type="button"
            className="button"
            disabled={acts.busy.has(removed.trigger.id)}
            onClick={() => acts.restore(removed)}
          >
            Put it back
          </button>
        </p>
      ))}
    </div>
  );
}
