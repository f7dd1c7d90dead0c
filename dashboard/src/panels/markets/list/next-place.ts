/** Where a key leads from a row of a list of `count`; null for keys that lead nowhere. Ends do not wrap. */
export function nextPlace(key: string, place: number, count: number, pageRows: number): number | null {
  if (count === 0) return null;
  const hold = (to: number): number => Math.min(count - 1, Math.max(0, to));
  switch (key) {
    case "ArrowDown":
      return hold(place + 1);
    case "ArrowUp":
      return hold(place - 1);
    case "PageDown":
      return hold(place + pageRows);
    case "PageUp":
      return hold(place - pageRows);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
