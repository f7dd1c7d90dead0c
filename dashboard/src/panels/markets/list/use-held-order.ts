import { type PointerEvent, useCallback, useMemo, useState } from "react";
import { holdOrder } from "./hold-order.ts";
import type { MarketRow } from "./market-rows.ts";

type HeldOrder = {
  readonly rows: readonly MarketRow[];
  readonly isHeld: boolean;
  readonly onPointerEnter: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
};

/**
 * While a mouse points at rows they keep their places, whatever their prices do: nobody presses the row that has just moved there.
 * Another sorting or search (`asked`) is done at once.
 */
export function useHeldOrder(sorted: readonly MarketRow[], asked: string): HeldOrder {
  const [held, setHeld] = useState<{ readonly asked: string; readonly assets: readonly string[] } | null>(null);
  const isHeld = held !== null && held.asked === asked;
  const rows = useMemo(() => (isHeld ? holdOrder(sorted, held.assets) : sorted), [sorted, held, isHeld]);
  const onPointerEnter = useCallback(
    ({ pointerType }: PointerEvent): void => {
      if (pointerType === "mouse") setHeld({ asked, assets: sorted.map(({ asset }) => asset) });
    },
    [sorted, asked],
  );
  const onPointerLeave = useCallback(() => setHeld(null), []);
  return { rows, isHeld, onPointerEnter, onPointerLeave };
}
