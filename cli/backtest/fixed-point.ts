/**
 * Decimal numbers as whole multiples of 10⁻¹⁸, for amounts of money: sums are exact, and a product or a fraction is cut
 * once, downwards, at the eighteenth place.
 */
export type Fixed = bigint;

const places = 18;
export const one: Fixed = 10n ** BigInt(places);

/** The number that a decimal text or the shortest text of a double names, cut at the eighteenth place. */
export function toFixed(value: string | number): Fixed {
  const match = /^(-?)(\d*)\.?(\d*)(?:e([+-]\d+))?$/i.exec(String(value));
  const [, sign, whole = "", part = "", exponent = "0"] = match ?? [];
  if (match === null || whole + part === "") throw new Error(`no decimal number: ${value}`);
  const shift = Number(exponent) - part.length + places;
  const digits = BigInt(whole + part);
  const magnitude = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === "-" ? -magnitude : magnitude;
}

/** `a × b / c`, cut downwards once. All at least 0. */
export const multiplyDivide = (a: Fixed, b: Fixed, c: bigint): Fixed => (a * b) / c;

/** The shortest decimal text: `-0.25`, `3`. */
export function formatFixed(value: Fixed): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, "0");
  const part = digits.slice(-places).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -places)}${part === "" ? "" : `.${part}`}`;
}
