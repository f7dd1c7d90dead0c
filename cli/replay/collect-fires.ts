import { type ReplayFire, type ReplayInput, type ReplayReport, replay } from "../../evaluate/core/replay/replay.ts";

export type CollectedReplay = { readonly fires: readonly ReplayFire[]; readonly report: ReplayReport };

/** A whole replay: its fires, and its report at the end. */
export function collectFires(input: ReplayInput): CollectedReplay {
  const fires: ReplayFire[] = [];
  const run = replay(input);
  for (;;) {
    const next = run.next();
    if (next.done === true) return { fires, report: next.value };
    fires.push(next.value);
  }
}
