import { useCallback, useMemo, useState } from "react";
import type { Result } from "../../../../contracts/result.ts";
import type { Trigger } from "../../../../contracts/trigger.ts";
import type { VaultView } from "../../../../contracts/vault-view.ts";
import type { ActProblem, OwnerControls } from "../../host/owner.ts";
import type { Removed } from "./removed/kept-removed.ts";
import type { RemovedTriggers } from "./removed/use-removed.ts";
import { enableWords, nameOf, removeWords, restoreWords } from "./trigger-words.ts";

type Item = VaultView["triggers"][number];

export type TriggerActs = {
  /** Ids of those of which something is asked now. */
  readonly busy: ReadonlySet<string>;
  readonly problem: { readonly what: string; readonly problem: ActProblem } | null;
  readonly setEnabled: (item: Item, enabled: boolean) => void;
  readonly remove: (item: Item) => void;
  readonly restore: (removed: Removed) => void;
  readonly duplicate: (trigger: Trigger) => void;
};

/** What the owner does with the vault's triggers. */
export function useTriggerActs(
  act: OwnerControls["act"],
  { add, drop }: RemovedTriggers,
  duplicate: (trigger: Trigger) => void,
): TriggerActs {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<TriggerActs["problem"]>(null);

  const run = useCallback(
    async (id: string, what: string, asked: () => Promise<Result<unknown, ActProblem>>): Promise<boolean> => {
      setBusy((before) => new Set([...before, id]));
      setProblem(null);
      const result = await asked();
      setBusy((before) => new Set([...before].filter((each) => each !== id)));
      if (!result.ok) setProblem({ what, problem: result.error });
      return result.ok;
    },
    [],
  );

  return useMemo(() => {
    const setEnabled = (trigger: Trigger, enabled: boolean, what: string): Promise<boolean> =>
      run(trigger.id, what, () =>
        act("set-trigger-enabled", { triggerId: trigger.id, enabled }, enableWords(trigger, enabled)),
      );
    return {
      ...{ busy, problem, duplicate },
      setEnabled: ({ trigger }, enabled) =>
        void setEnabled(trigger, enabled, `“${nameOf(trigger)}” is not ${enabled ? "armed" : "disarmed"}`),
      remove: async ({ trigger, enabled }) => {
        const isDone = await run(trigger.id, `“${nameOf(trigger)}” is not removed`, () =>
          act("remove-trigger", { triggerId: trigger.id }, removeWords(trigger)),
        );
        if (isDone) add({ trigger, enabled });
      },
      restore: async (back) => {
        const { trigger, enabled } = back;
        const isDone = await run(trigger.id, `“${nameOf(trigger)}” is not put back`, () =>
          act("put-trigger", { trigger }, restoreWords(trigger)),
        );
        if (!isDone) return;
        drop(back);
        if (!enabled) await setEnabled(trigger, false, `“${nameOf(trigger)}” is back, and still armed`);
      },
    };
  }, [act, run, busy, problem, duplicate, add, drop]);
}
