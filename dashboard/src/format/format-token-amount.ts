/** A token amount in smallest units as people read it, exact: `5000000n` with 6 decimals is `5`. */
export function formatTokenExact(amount: bigint, decimals: number): string {
  const { sign, whole, fraction } = split(amount, decimals);
  return `${sign}${group(whole)}${fraction === "" ? "" : `.${fraction}`}`;
}

/**
 * The same with at most `fractionMax` places, cut off and never rounded up: a balance is not shown higher than it is.
 * What would be cut to nothing reads `<0.000001`.
 */
export function formatTokenAmount(amount: bigint, decimals: number, fractionMax = 6): string {
  const { sign, whole, fraction } = split(amount, decimals);
  const shown = fraction.slice(0, fractionMax).replace(/0+$/, "");
  if (whole === "0" && shown === "" && fraction !== "")
    return `${sign}<0.${"1".padStart(Math.max(1, fractionMax), "0")}`;
  return `${sign}${group(whole)}${shown === "" ? "" : `.${shown}`}`;
}

/** With a sign in front of what is not zero. */
export function formatTokenChange(amount: bigint, decimals: number, fractionMax = 6): string {
  return `${amount > 0n ? "+" : ""}${formatTokenAmount(amount, decimals, fractionMax)}`;
}

function split(amount: bigint, decimals: number): { sign: string; whole: string; fraction: string } {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, "0");
  return {
    sign: amount < 0n ? "−" : "",
    whole: digits.slice(0, digits.length - decimals),
    fraction: digits.slice(digits.length - decimals).replace(/0+$/, ""),
  };
}

const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",");
