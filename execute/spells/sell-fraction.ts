import { formatUnits } from "viem";

/**
 * What part of `held` has to be sold for `wanted`, as the decimal that Ironvine takes: rounded down, so never more. All
 * of it where less is held. Null where there is nothing to sell.
 */
export function sellFractionOf(wanted: bigint, held: bigint): string | null {
  if (wanted <= 0n || held <= 0n) return null;
  if (wanted >= held) return "1";
  const scaled = (wanted * 10n ** BigInt(digits)) / held;
  return scaled === 0n ? null : formatUnits(scaled, digits);
}

const digits = 18;
