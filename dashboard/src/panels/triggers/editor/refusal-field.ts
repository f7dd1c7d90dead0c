import type { ActProblem } from "../../../host/owner.ts";
import type { DraftFault } from "../draft/check-draft.ts";

/** The field that a vault's refusal is about: it says `(action.params.fraction: expected …)`. Null where it names none. */
export function refusalField(problem: ActProblem | null): DraftFault | null {
  if (problem?.kind !== "refused") return null;
  const [, field, message] = /\(([A-Za-z][\w.]*): (.*)\)$/s.exec(problem.detail) ?? [];
  return field === undefined || message === undefined ? null : { field, message, error: null };
}
