import { useCallback, useEffect, useState } from "react";
import { fetchJson, type LoadProblem } from "../../../data/fetch-json.ts";
import type { VaultKey } from "../../../data/vault-key.ts";
import { type KeptClose, keep, openShelf, readKept } from "./kept-close.ts";
import { OwnerClose } from "./owner-close.ts";

export type OwnerCloseState = {
  readonly kept: KeptClose | null;
  /** Why it could not be read anew; what is kept still shows. */
  readonly problem: LoadProblem | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
};

const timeoutMs = 15_000;
/** So that what is kept when the server goes away is never much older. */
const renewMs = 10 * 60_000;
const retryMs = 30_000;

/**
 * Reads what closes the vault as soon as the page is open, again whenever `marker` changes, and now and then, and keeps
 * each answer in this browser.
 */
export function useOwnerClose(vaultKey: VaultKey, marker: string): OwnerCloseState {
  const { vault, viewToken } = vaultKey;
  const [kept, setKept] = useState(() => readKept(openShelf(), vault));
  const [problem, setProblem] = useState<LoadProblem | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` and `marker` say when to read again
  useEffect(() => {
    let isOver = false;
    let timer = 0;
    const read = async (): Promise<void> => {
      setLoading(true);
      const path = `/v1/vaults/${vault}/close-calls`;
      const answer = await fetchJson(path, OwnerClose, { baseUrl: window.location.origin, timeoutMs, viewToken });
      if (isOver) return;
      setLoading(false);
      setProblem(answer.ok ? null : answer.error);
      if (answer.ok) {
        const fresh = { readAtWallMs: Date.now(), close: answer.value };
        setKept(fresh);
        keep(openShelf(), vault, fresh);
      }
      if (!answer.ok && answer.error.kind === "not-allowed") return;
      timer = window.setTimeout(() => void read(), answer.ok ? renewMs : retryMs);
    };
    void read();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [vault, viewToken, marker, asked]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { kept, problem, isLoading, reload };
}
