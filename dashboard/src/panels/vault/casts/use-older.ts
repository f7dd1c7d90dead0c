import { useCallback, useEffect, useRef, useState } from "react";
import { z } from "zod";
import { Cast } from "../../../../../contracts/cast.ts";
import { Fire } from "../../../../../contracts/fires.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import type { OwnerControls } from "../../../host/owner.ts";
import type { OlderHistory, Read } from "./merge-history.ts";

const pageOf = <T>(record: z.ZodType<T>) => z.strictObject({ records: z.array(record), next: z.int().nullable() });
const CastPage = pageOf(Cast);
const FirePage = pageOf(Fire);
const perPage = 100;

export type Older = {
  readonly older: OlderHistory | null;
  readonly isLoading: boolean;
  readonly problem: LoadProblem | null;
  /** Reads a page more of casts and of fires. */
  readonly readMore: () => void;
};

/** Casts and fires beyond those of the view, page by page. What was read stays, whatever the next page does. */
export function useOlder(loadVault: OwnerControls["loadVault"], vault: string): Older {
  const [older, setOlder] = useState<OlderHistory | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<LoadProblem | null>(null);
  const isRunning = useRef<boolean>(false);
  const present = useRef(vault);

  useEffect(() => {
    present.current = vault;
    setOlder(null);
    setProblem(null);
  }, [vault]);

  const readMore = useCallback(() => {
    if (isRunning.current) return;
    isRunning.current = true;
    setLoading(true);
    const read = <T>(kind: string, schema: z.ZodType<Read<T>>, before: Read<T> | undefined) =>
      readPage(loadVault, `/v1/vaults/${vault}/${kind}`, schema, before);
    void Promise.all([read("casts", CastPage, older?.casts), read("fires", FirePage, older?.fires)]).then(
      ([casts, fires]) => {
        isRunning.current = false;
        setLoading(false);
        if (present.current !== vault) return;
        const failed = [casts, fires].find((each) => !each.ok);
        setProblem(failed?.ok === false ? failed.error : null);
        if (casts.ok && fires.ok) setOlder({ casts: casts.value, fires: fires.value });
      },
    );
  }, [loadVault, vault, older]);
  return { older, isLoading, problem, readMore };
}

/** What was read before, and the page after it; nothing is asked where there is no more. */
async function readPage<T>(
  loadVault: OwnerControls["loadVault"],
  path: `/${string}`,
  schema: z.ZodType<Read<T>>,
  before: Read<T> | undefined,
) {
  if (before?.next === null) return { ok: true as const, value: before };
  const after = before === undefined ? "" : `&before=${before.next}`;
  const page = await loadVault(`${path}?limit=${perPage}${after}`, schema);
  if (!page.ok) return page;
  return { ok: true as const, value: { ...page.value, records: [...(before?.records ?? []), ...page.value.records] } };
}
