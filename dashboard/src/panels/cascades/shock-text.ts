/** One line of the form, as it is typed: an asset, and a size in percent. */
export type TypedShock = { readonly asset: string; readonly percent: string };

export const emptyShock: TypedShock = { asset: "", percent: "" };

/** `ETH-USD=-0.1,BTC-USD=0.05` as lines of the form. What cannot be read stays as it is, so that nothing of a link is lost. */
export function readShocks(text: string): TypedShock[] {
  return text.split(",").flatMap((part): TypedShock[] => {
    if (part.trim() === "") return [];
    const at = part.lastIndexOf("=");
    if (at < 0) return [{ asset: part.trim(), percent: "" }];
    return [{ asset: part.slice(0, at).trim(), percent: toPercent(part.slice(at + 1).trim()) }];
  });
}

/** The lines as the route reads them. Lines that are wholly empty are left out. */
export function writeShocks(lines: readonly TypedShock[]): string {
  return lines
    .filter(({ asset, percent }) => asset.trim() !== "" || percent.trim() !== "")
    .map(({ asset, percent }) => `${asset.trim()}=${toFraction(percent)}`)
    .join(",");
}

/** What is wrong with a line, in words for whoever typed it; null where nothing is. */
export function faultOf({ asset, percent }: TypedShock, assets: readonly string[]): string | null {
  const name = asset.trim();
  const size = Number(normal(percent));
  if (name === "" && percent.trim() === "") return null;
  if (name === "") return "Choose an asset.";
  if (!assets.includes(name)) return `${name} has no place in this run.`;
  if (!decimal.test(normal(percent))) return "Give a size in percent, such as −10.";
  if (size < -100 || size > 1_000) return "A size is from −100 to 1,000 %.";
  return null;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** People write a real minus, a comma and the unit; the route wants none of them. */
const normal = (percent: string): string => percent.replace("−", "-").replace(",", ".").replace("%", "").trim();

/** Two places to the left or right in decimal text, so that −0.1 and not −0.09999999999999999 stands in the link. */
const toFraction = (percent: string): string =>
  decimal.test(normal(percent)) ? String(Number(`${Number(normal(percent))}e-2`)) : percent.trim();
const toPercent = (fraction: string): string =>
  decimal.test(fraction) ? String(Number(`${Number(fraction)}e2`)).replace("-", "−") : fraction;
