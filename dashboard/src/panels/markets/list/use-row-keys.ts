import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { MarketRow } from "./market-rows.ts";
import { nextPlace } from "./next-place.ts";

type RowKeys = {
  /** The asset whose row takes part in the order of the Tab key. */
  readonly active: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
};

/**
 * Arrow keys, Page Up and Down, Home and End move from row to row. The row is known by its asset and not by its place: what is sorted
 * by live prices moves, and the focus stays with its asset.
 */
export function useRowKeys(
  rows: readonly MarketRow[],
  table: RefObject<HTMLElement | null>,
  show: (place: number) => void,
  pageRows: () => number,
): RowKeys {
  const [chosen, setChosen] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const place = rows.findIndex(({ asset }) => asset === chosen);
  const active = rows[Math.max(0, place)]?.asset ?? null;

  const onKeyDown = useCallback(
    (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = nextPlace(event.key, Math.max(0, place), rows.length, pageRows());
      const asset = next === null ? undefined : rows[next]?.asset;
      if (next === null || asset === undefined) return;
      event.preventDefault();
      wanted.current = asset;
      setChosen(asset);
      show(next);
    },
    [place, rows, show, pageRows],
  );
  const onFocus = useCallback(({ target }: { readonly target: EventTarget }): void => {
    if (target instanceof HTMLElement && target.dataset.asset !== undefined) setChosen(target.dataset.asset);
  }, []);

  // A row that was out of sight is drawn a moment after it was asked for.
  useEffect(() => {
    if (wanted.current === null) return;
    const link = table.current?.querySelector<HTMLElement>(`[data-asset="${CSS.escape(wanted.current)}"]`);
    if (link === null || link === undefined) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  return { active, onKeyDown, onFocus };
}
