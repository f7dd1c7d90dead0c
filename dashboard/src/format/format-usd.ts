/**
 * An exact dollar text as people read it, to the cent: `-12.345678` is `−12.34`. It is cut off and never rounded up, so that
 * nothing is shown worth more than it is; what would be cut to nothing reads `<0.01`.
 */
export function formatUsd(exact: string): string {
  const [whole = "0", part = ""] = exact.replace("-", "").split(".");
  const cents = part.slice(0, 2).padEnd(2, "0");
  const isCutToNothing = /^0*$/.test(whole + cents);
  const sign = exact.startsWith("-") && !isZeroUsd(exact) ? "−" : "";
  if (isCutToNothing && !isZeroUsd(exact)) return `${sign}<0.01`;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

/** With a sign in front of what is not zero. */
export function formatUsdChange(exact: string): string {
  return exact.startsWith("-") || isZeroUsd(exact) ? formatUsd(exact) : `+${formatUsd(exact)}`;
}

export const isZeroUsd = (exact: string): boolean => /^-?0*(\.0*)?$/.test(exact);

/** For colour alone. */
export function usdTone(exact: string): "up" | "down" | "flat" {
  if (isZeroUsd(exact)) return "flat";
  return exact.startsWith("-") ? "down" : "up";
}
