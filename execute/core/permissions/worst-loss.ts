import { formatUnits } from "viem";
import { type AllowanceSetting, mostAtOnce, refillOf } from "./allowance.ts";
import type { ArmToken, PriceFloor } from "./permission.ts";

/**
 * What a thief of a session key alone could take by one of its permissions, in smallest units of `token`: a share of
 * `units` at once, and of `unitsPerRefill` more at each refill until the session ends. Sales are valued at the pool's
 * mean price, debts at the lending market's own: who can hold the pool at another price for the whole window moves
 * that mean, and pays for it to everybody who trades against him meanwhile.
 */
export type LossPart = {
  readonly by: "swap" | "order" | "liquidation";
  readonly token: ArmToken;
  readonly units: bigint;
  readonly unitsPerRefill: bigint;
  readonly lossBps: number;
  /** `lossBps` of `units`, rounded up. */
  readonly lostUnits: bigint;
  readonly lostUnitsPerRefill: bigint;
};

/** All parts can happen together. */
export type WorstLoss = { readonly parts: readonly LossPart[] };

/**
 * Loss by sales at the least price. One basis point more than the floor allows: the pool keeps its mean price in
 * steps of that size. Everything, where there is no floor.
 */
export function lossOfSales(
  by: "swap" | "order",
  token: ArmToken,
  setting: AllowanceSetting,
  floor: PriceFloor | undefined,
): LossPart {
  const lossBps = floor === undefined ? 10_000 : Math.min(floor.maxLossBps + 1, 10_000);
  return lossOf(by, token, mostAtOnce(setting), refillOf(setting)?.amount ?? 0n, lossBps);
}

/** `bonusBps` of all debt: what liquidators get on top, and a thief can be one. */
export function lossByLiquidation(
  token: ArmToken,
  debtUnits: bigint,
  borrow: AllowanceSetting | undefined,
  bonusBps: number,
): LossPart {
  const borrowed = borrow === undefined ? 0n : mostAtOnce(borrow);
  const refilled = borrow === undefined ? 0n : (refillOf(borrow)?.amount ?? 0n);
  return lossOf("liquidation", token, debtUnits + borrowed, refilled, bonusBps);
}

/** "a loss of at most 0.0606 WETH, and 0.02 WETH more with each refill" */
export function describeLoss({ token, lostUnits, lostUnitsPerRefill }: LossPart): string {
  const amount = (units: bigint) => `${formatUnits(units, token.decimals)} ${token.symbol}`;
  const more = lostUnitsPerRefill === 0n ? "" : `, and ${amount(lostUnitsPerRefill)} more with each refill`;
  return `a loss of at most ${amount(lostUnits)}${more}`;
}

function lossOf(by: LossPart["by"], token: ArmToken, units: bigint, unitsPerRefill: bigint, lossBps: number): LossPart {
  const share = (amount: bigint) => (amount * BigInt(lossBps) + 9_999n) / 10_000n;
  return {
    by,
    token,
    units,
    unitsPerRefill,
    lossBps,
    lostUnits: share(units),
    lostUnitsPerRefill: share(unitsPerRefill),
  };
}
