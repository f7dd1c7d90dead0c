import { useCallback, useRef, useState } from "react";
import { CastPreview } from "../../../../contracts/spell.ts";
import type { LoadProblem } from "../../data/fetch-json.ts";
import type { Host } from "../../host/panel.ts";
import type { JsonObject } from "./json.ts";

export type CastPreviewing = {
  /** The last answer, and what it was asked for. */
  readonly shown: { readonly asked: string; readonly preview: CastPreview } | null;
  readonly problem: LoadProblem | null;
  readonly isBusy: boolean;
  readonly ask: (spell: string, params: JsonObject) => void;
};

export const askedOf = (spell: string, params: JsonObject): string => JSON.stringify([spell, params]);

/** What a cast would do now, by the vault of an address. Of several questions the last one counts. */
export function useCastPreview(loadVault: Host["owner"]["loadVault"], vault: string | null): CastPreviewing {
  const [state, setState] = useState<Omit<CastPreviewing, "ask">>({ shown: null, problem: null, isBusy: false });
  const last = useRef(0);
  const ask = useCallback(
    (spell: string, params: JsonObject): void => {
      if (vault === null) return;
      last.current += 1;
      const mine = last.current;
      setState((before) => ({ ...before, isBusy: true, problem: null }));
      void loadVault(`/v1/vaults/${vault}/preview`, CastPreview, { spell, params }).then((result) => {
        if (mine !== last.current) return;
        setState((before) =>
          result.ok
            ? { shown: { asked: askedOf(spell, params), preview: result.value }, problem: null, isBusy: false }
            : { shown: before.shown, problem: result.error, isBusy: false },
        );
      });
    },
    [loadVault, vault],
  );
  return { ...state, ask };
}
