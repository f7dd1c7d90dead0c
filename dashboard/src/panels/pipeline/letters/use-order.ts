import { useCallback, useState } from "react";
import type { LetterOrderAnswer } from "../../../../../contracts/dead-letter-views.ts";
import type { Result } from "../../../../../contracts/result.ts";

export type OrderPhase = "idle" | "signing" | "sending";

type Work = (
  setPhase: (phase: OrderPhase) => void,
) => Promise<
  | Result<LetterOrderAnswer, { readonly detail: string }>
  | { readonly ok: false; readonly error: { readonly detail: string } }
  | null
>;

/** One order from the wish to the answer. Null: nothing was done, and nothing is to be said. */
export function useOrder(onDone: () => void) {
  const [phase, setPhase] = useState<OrderPhase>("idle");
  const [problem, setProblem] = useState<string | null>(null);
  const [answer, setAnswer] = useState<LetterOrderAnswer | null>(null);
  const run = useCallback(
    async (work: Work): Promise<void> => {
      setPhase("signing");
      setProblem(null);
      const result = await work(setPhase);
      setPhase("idle");
      if (result === null) return;
      if (result.ok) setAnswer(result.value);
      else setProblem(result.error.detail);
      onDone();
    },
    [onDone],
  );
  return { phase, problem, answer, run };
}
