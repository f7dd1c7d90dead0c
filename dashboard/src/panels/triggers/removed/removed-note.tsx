import { nameOf } from "../trigger-words.ts";
import type { TriggerActs } from "../use-trigger-acts.ts";
import type { RemovedTriggers } from "./use-removed.ts";

type RemovedNoteProps = {
  readonly removed: RemovedTriggers;
  /** Ids that the vault has, so that none of them is offered to be put back. */
  readonly held: ReadonlySet<string>;
  readonly acts: TriggerActs;
};

/** What was removed in this tab can be put back. */
export function RemovedNote({ removed, held, acts }: RemovedNoteProps) {
  return (
    <div role="status" className="tr-status">
      {removed.shown
        .filter(({ trigger }) => !held.has(trigger.id))
        .map((each) => (
          <p key={each.trigger.id} className="tr-removed" data-testid={`removed-${each.trigger.id}`}>
            <span>“{nameOf(each.trigger)}” is removed.</span>
            <span className="tr-buttons">
              <button
                type="button"
                className="button"
                disabled={acts.busy.has(each.trigger.id)}
                onClick={() => acts.restore(each)}
              >
                Put it back
              </button>
              <button
                type="button"
                className="button"
                aria-label={`Forget ${nameOf(each.trigger)}`}
                onClick={() => removed.drop(each)}
              >
                Forget
              </button>
            </span>
          </p>
        ))}
    </div>
  );
}
