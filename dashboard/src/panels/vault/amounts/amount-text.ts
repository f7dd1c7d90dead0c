import { err, ok, type Result } from "../../../../../contracts/result.ts";

/** The largest that the chain can count: 256 bits. */
const unitsMax = 2n ** 256n - 1n;

/**
 * A token amount as people type it, in smallest units, exact: `1.5` with 6 decimals is `1500000n`. Nothing is rounded: a digit that
 * the token cannot hold is a mistake, and so is anything that could be read in two ways, such as `1,500`.
 */
export function readAmount(text: string, decimals: number): Result<bigint, string> {
  const typed = text.trim();
  if (typed === "") return err("Type an amount.");
  const match = /^(\d*)(?:\.(\d*))?$/.exec(typed);
  const whole = match?.[1] ?? "";
  const fraction = (match?.[2] ?? "").replace(/0+$/, "");
  if (match === null || (whole === "" && (match[2] ?? "") === ""))
    return err("Type a plain number such as 1.5, with a point and without spaces or commas.");
  if (fraction.length > decimals) return err(`At most ${decimals} digits after the point.`);
  const units = BigInt(`${whole}${fraction.padEnd(decimals, "0")}`);
  return units > unitsMax ? err("This is more than there can be.") : ok(units);
}

/** The same back, without a digit more than it needs: `1500000n` with 6 decimals is `1.5`. For fields, so without grouping. */
export function writeAmount(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
