import { useCallback, useRef, useState } from "react";
import type { Result } from "../../../../../contracts/result.ts";
import type { ActProblem } from "../../../host/owner.ts";

export type ActState = {
  readonly isBusy: boolean;
  /** Why the last one was not done. */
  readonly problem: ActProblem | null;
  /** What the last one did, in words. */
  readonly done: string | null;
};

export type RunAct = <T>(ask: () => Promise<Result<T, ActProblem>>, done?: (answer: T) => string) => Promise<T | null>;

const idle: ActState = { isBusy: false, problem: null, done: null };

/** One thing at a time that an owner asks for, and what became of it. A second press while it runs does nothing. */
export function useAct(): { readonly state: ActState; readonly run: RunAct } {
  const [state, setState] = useState(idle);
  const isRunning = useRef<boolean>(false);
  const run: RunAct = useCallback(async (ask, done) => {
    if (isRunning.current) return null;
    isRunning.current = true;
    setState({ ...idle, isBusy: true });
    const result = await ask();
    isRunning.current = false;
    setState(result.ok ? { ...idle, done: done?.(result.value) ?? "Done." } : { ...idle, problem: result.error });
    return result.ok ? result.value : null;
  }, []);
  return { state, run };
}
