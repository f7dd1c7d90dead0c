export type Placed = { readonly index: number; readonly start: number; readonly end: number };
/** What is drawn: a row, or the empty height of rows that are not. */
export type Slot<Item extends Placed> =
  | { readonly kind: "row"; readonly item: Item }
  | { readonly kind: "gap"; readonly key: string; readonly height: number };

/** The rows that are drawn with the height of those left out before, between and after them. */
export function withGaps<Item extends Placed>(items: readonly Item[], totalHeight: number): readonly Slot<Item>[] {
  const slots: Slot<Item>[] = [];
  let reached = 0;
  const leap = (to: number, key: string): void => {
    if (to > reached) slots.push({ kind: "gap", key, height: to - reached });
  };
  for (const item of items) {
    leap(item.start, `before-${item.index}`);
    slots.push({ kind: "row", item });
    reached = item.end;
  }
  leap(totalHeight, "end");
  return slots;
}
