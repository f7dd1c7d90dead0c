import { type RefObject, useEffect, useState } from "react";

export const colourNames = [
  "text",
  "grid",
  "surface",
  "up",
  "down",
  "accent",
  "warn",
  "sma",
  "ema",
  "band",
  "rsi",
  "volatility",
] as const;
export type ColourName = (typeof colourNames)[number];
export type ChartColours = Readonly<Record<ColourName, string>>;

/**
 * The theme's colours as the canvas needs them. They are read from elements of the class `mk-colour-<name>` under `root`, so that the style
 * sheet alone says which they are; and again when the theme changes.
 */
export function useChartColours(root: RefObject<HTMLElement | null>): ChartColours | null {
  const [colours, setColours] = useState<ChartColours | null>(null);
  useEffect(() => {
    const read = (): void => {
      const pairs = colourNames.map((name) => {
        const element = root.current?.querySelector(`.mk-colour-${name}`);
        return [name, element == null ? "#888888" : getComputedStyle(element).color] as const;
      });
      setColours(Object.fromEntries(pairs) as ChartColours);
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const device = window.matchMedia("(prefers-color-scheme: light)");
    device.addEventListener("change", read);
    return () => {
      observer.disconnect();
      device.removeEventListener("change", read);
    };
  }, [root]);
  return colours;
}
