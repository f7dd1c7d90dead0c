/** How far Page Up and Page Down lead. */
const pageBars = 10;

/** The bar that a key leads to from `index` of `count` bars; null for keys that lead nowhere. */
export function crosshairKey(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  const hold = (to: number): number => Math.min(count - 1, Math.max(0, to));
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return hold(index - 1);
    case "ArrowRight":
    case "ArrowUp":
      return hold(index + 1);
    case "PageDown":
      return hold(index - pageBars);
    case "PageUp":
      return hold(index + pageBars);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
