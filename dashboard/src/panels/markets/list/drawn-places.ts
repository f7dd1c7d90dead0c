/** Rows are put into the page so many at once: while the table is scrolled it is laid out once for all of them. */
const batch = 8;
/** So many beyond either edge are there before they come into sight. */
const margin = 4;

/** Which of `count` rows are drawn while those from `first` to `last` are in sight; the row with the focus (-1: none) always is. */
export function drawnPlaces(first: number, last: number, count: number, focused: number): number[] {
  const from = Math.max(0, Math.floor((first - margin) / batch) * batch);
  const until = Math.min(count, Math.ceil((last + 1 + margin) / batch) * batch);
  const places = Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index);
  if (focused < 0 || focused >= count || (focused >= from && focused < until)) return places;
  return focused < from ? [focused, ...places] : [...places, focused];
}
