import { describeProblem } from "../words/problem-words.ts";
import type { ActState } from "./use-act.ts";

/** What became of the last thing that was asked for: told where it was asked, and read out. */
export function ActOutcome({ state }: { readonly state: ActState }) {
  const { problem, done } = state;
  return (
    <div role="status" className="vf-outcome" data-testid="act-outcome">
      {problem === null ? null : problem.kind === "cancelled" || problem.kind === "waits" ? (
        <p className="muted">{describeProblem(problem)}</p>
      ) : (
        <p className="inline-problem">{describeProblem(problem)}</p>
      )}
      {done === null ? null : <p className="vf-done">{done}</p>}
    </div>
  );
}
