import type { ArmToken, PriceFloor } from "./permission.ts";

/** "the pool's mean price of the last 300 seconds less 1 %" */
export function describeFloor({ windowSeconds, maxLossBps }: PriceFloor): string {
  return `the pool's mean price of the last ${windowSeconds} seconds less ${maxLossBps / 100} %`;
}

export function assertFloor({ windowSeconds, maxLossBps }: PriceFloor): void {
  if (!Number.isInteger(maxLossBps) || maxLossBps < 0 || maxLossBps > 10_000) {
    throw new RangeError("maxLossBps must be a whole number from 0 to 10000");
  }
  if (!Number.isInteger(windowSeconds) || windowSeconds < 1 || windowSeconds > 0xffff_ffff) {
    throw new RangeError("windowSeconds must be a positive whole number");
  }
}

export function assertPair(sell: ArmToken, buy: ArmToken): void {
  if (sell.address.toLowerCase() === buy.address.toLowerCase()) {
    throw new RangeError("one token is sold for another");
  }
}
