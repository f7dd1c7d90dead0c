import { useEffect, useState } from "react";
import { FreshnessHistory, type FreshnessKind } from "../../../../contracts/freshness.ts";
import { fetchJson, type LoadProblem } from "../../data/fetch-json.ts";

export type LagHistoryState = { readonly history: FreshnessHistory | null; readonly problem: LoadProblem | null };

const timeoutMs = 10_000;
const minutes = 24 * 60;

/** Reads a day of ages of one thing, and again whenever `marker` changes; what was read stays until then. */
export function useLagHistory(kind: FreshnessKind, name: string, marker: number): LagHistoryState {
  const [state, setState] = useState<LagHistoryState>({ history: null, problem: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `marker` says when to read again
  useEffect(() => {
    let isOver = false;
    const query = new URLSearchParams({ kind, name, minutes: String(minutes) });
    const read = async (): Promise<void> => {
      const baseUrl = window.location.origin;
      const answer = await fetchJson(`/v1/freshness/history?${query}`, FreshnessHistory, { baseUrl, timeoutMs });
      if (isOver) return;
      setState((before) =>
        answer.ok ? { history: answer.value, problem: null } : { history: before.history, problem: answer.error },
      );
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [kind, name, marker]);
  return state;
}
