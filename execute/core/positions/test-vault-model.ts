import { ray } from "./lending-state.ts";
import type { Amounts, CastObservation, OrderReading, ReadingObservation } from "./observation.ts";
import type { PositionEffect, Prices } from "./position-effect.ts";
import type { PositionToken } from "./position-tokens.ts";

/** A vault on a chain of its own, which knows who did what: positions have to find it out from observations alone. */

const address = (digit: string) => `0x${digit.repeat(40)}` as const;
export const modelTokens = {
  weth: address("1"),
  usdc: address("2"),
  aWeth: address("3"),
  debtUsdc: address("4"),
} as const;
type Held = "weth" | "usdc";
export type ModelToken = keyof typeof modelTokens;

const token = (name: ModelToken, of: Held, role: PositionToken["role"]): PositionToken => ({
  address: modelTokens[name],
  symbol: name,
  decimals: of === "weth" ? 18 : 6,
  role,
  underlying: modelTokens[of],
  isDollar: of === "usdc",
});
export const modelTokenList: readonly PositionToken[] = [
  token("weth", "weth", "held"),
  token("usdc", "usdc", "held"),
  token("aWeth", "weth", "lent"),
  token("debtUsdc", "usdc", "owed"),
];

export const wethUnits = 10n ** 18n;
export const usdcUnits = 10n ** 6n;

type Order = {
  readonly sell: Held;
  readonly buy: Held;
  readonly amountIn: bigint;
  status: OrderReading["status"];
  amountOut: bigint;
};

export class VaultModel {
  readonly safe: Record<Held, bigint>;
  /** Amounts at an index of one. */
  readonly scaled = { aWeth: 0n, debtUsdc: 0n };
  readonly index = { aWeth: ray, debtUsdc: ray };
  readonly orders = new Map<string, Order>();
  /** What the owner has moved into the Safe, less what out of it. */
  readonly ownerMoved: Record<Held, bigint> = { weth: 0n, usdc: 0n };
  liquidations: ReadingObservation["liquidations"] = [];
  block = 1;
  /** Whole dollars. */
  priceUsd = 2_000n;
  #casts = 0;

  constructor(safe: Partial<Record<Held, bigint>> = {}) {
    this.safe = { weth: 0n, usdc: 0n, ...safe };
  }

  get prices(): Prices {
    return {
      [modelTokens.weth]: (this.priceUsd * 10n ** 8n).toString(),
      [modelTokens.usdc]: (10n ** 8n).toString(),
    };
  }

  amount(name: "aWeth" | "debtUsdc"): bigint {
    return (this.scaled[name] * this.index[name]) / ray;
  }

  balances(): Amounts {
    return Object.fromEntries(
      (["weth", "usdc", "aWeth", "debtUsdc"] as const).map((name) => [
        modelTokens[name],
        (name === "weth" || name === "usdc" ? this.safe[name] : this.amount(name)).toString(),
      ]),
    );
  }

  /** Interest, in millionths of what is lent and owed. */
  passTime(millionths: bigint): void {
    this.block += 10;
    this.index.aWeth += (this.index.aWeth * millionths) / 2_000_000n;
    this.index.debtUsdc += (this.index.debtUsdc * millionths) / 1_000_000n;
  }

  lend(name: "aWeth" | "debtUsdc", units: bigint): void {
    this.scaled[name] += (units * ray) / this.index[name];
  }

  owner(change: Partial<Record<Held, bigint>>): void {
    this.block += 1;
    for (const name of ["weth", "usdc"] as const) {
      this.safe[name] += change[name] ?? 0n;
      this.ownerMoved[name] += change[name] ?? 0n;
    }
  }

  /** Runs a cast in a block of its own. */
  cast(effect: PositionEffect, act: () => void, source = "trigger"): CastObservation {
    const before = this.balances();
    act();
    this.block += 1;
    this.#casts += 1;
    const castId = `0x${this.#casts.toString(16).padStart(64, "0")}`;
    const balances = { before, after: this.balances() };
    return { kind: "cast", castId, block: this.block, source, effect, balances, gasPaidWei: "7" };
  }

  /** At the pool's price less so many basis points. */
  swap(sell: Held, units: bigint, lossBps: bigint, source = "trigger"): CastObservation {
    const buy = sell === "weth" ? "usdc" : "weth";
    const effect = { kind: "swap", sell: modelTokens[sell], buy: modelTokens[buy], prices: this.prices } as const;
    return this.cast(
      effect,
      () => {
        this.safe[sell] -= units;
        this.safe[buy] += (this.worthIn(buy, sell, units) * (10_000n - lossBps)) / 10_000n;
      },
      source,
    );
  }

  worthIn(buy: Held, sell: Held, units: bigint): bigint {
    if (buy === sell) return units;
    const scale = 10n ** 12n;
    return sell === "weth" ? (units * this.priceUsd) / scale : (units * scale) / this.priceUsd;
  }

  leverage(move: "wind" | "unwind", act: () => void): CastObservation {
    const { aWeth: collateral, debtUsdc: debt } = modelTokens;
    return this.cast({ kind: "leverage", move, collateral, debt, prices: this.prices }, act);
  }

  /** Lends ether, borrows dollars and lends the ether that they buy. */
  wind(ether: bigint, dollars: bigint): CastObservation {
    return this.leverage("wind", () => {
      this.safe.weth -= ether;
      this.lend("aWeth", ether + this.worthIn("weth", "usdc", dollars));
      this.lend("debtUsdc", dollars);
    });
  }

  /** Sells a part of what is lent for as much of the debt; all of it, and the rest of the ether to the Safe. */
  unwind(percent: bigint): CastObservation {
    return this.leverage("unwind", () => {
      const isAll = percent === 100n;
      const repaid = isAll ? this.amount("debtUsdc") : (this.amount("debtUsdc") * percent) / 100n;
      const sold = this.worthIn("weth", "usdc", repaid) + 1n;
      if (isAll) {
        this.safe.weth += this.amount("aWeth") - sold;
        this.safe.usdc += this.worthIn("usdc", "weth", sold) - repaid;
        this.scaled.aWeth = 0n;
        this.scaled.debtUsdc = 0n;
        return;
      }
      this.lend("aWeth", -sold);
      this.lend("debtUsdc", -repaid);
    });
  }

  order(sell: Held, amountIn: bigint): { readonly id: string; readonly cast: CastObservation } {
    const buy = sell === "weth" ? "usdc" : "weth";
    const id = `0x${(this.orders.size + 1).toString(16).padStart(64, "0")}` as const;
    const effect = {
      kind: "order",
      orderId: id,
      sell: modelTokens[sell],
      buy: modelTokens[buy],
      amountIn: amountIn.toString(),
      prices: this.prices,
    } as const;
    const cast = this.cast(effect, () => {
      this.safe[sell] -= amountIn;
      this.orders.set(id, { sell, buy, amountIn, status: "open", amountOut: 0n });
    });
    return { id, cast };
  }

  /** By the keeper, who pays the pool's price and so much more. */
  settle(id: string, status: "executed" | "cancelled", bonusBps = 0n): void {
    const order = this.orders.get(id);
    if (order === undefined || order.status !== "open") throw new Error("only an open order is settled");
    this.block += 1;
    order.status = status;
    if (status === "cancelled") this.safe[order.sell] += order.amountIn;
    else {
      order.amountOut = (this.worthIn(order.buy, order.sell, order.amountIn) * (10_000n + bonusBps)) / 10_000n;
      this.safe[order.buy] += order.amountOut;
    }
  }

  /** Somebody repays a part of the debt and takes collateral with a bonus of 5 %. */
  liquidate(percent: bigint): void {
    this.block += 1;
    const repaid = (this.amount("debtUsdc") * percent) / 100n;
    this.lend("debtUsdc", -repaid);
    this.lend("aWeth", -((this.worthIn("weth", "usdc", repaid) * 105n) / 100n));
    const { aWeth: collateral, debtUsdc: debt } = modelTokens;
    this.liquidations = [...(this.liquidations ?? []), { id: `${this.block}`, collateral, debt }];
  }

  /** Of the newest block. `knowsLiquidations`: whether the market's record could be read. */
  read(knowsLiquidations = true): ReadingObservation {
    this.block += 1;
    const liquidations = knowsLiquidations ? this.liquidations : null;
    this.liquidations = [];
    return {
      kind: "reading",
      block: this.block,
      balances: this.balances(),
      indexes: {
        [modelTokens.aWeth]: this.index.aWeth.toString(),
        [modelTokens.debtUsdc]: this.index.debtUsdc.toString(),
      },
      prices: this.prices,
      orders: [...this.orders].map(([id, { status, amountOut }]) => ({ id, status, amountOut: amountOut.toString() })),
      liquidations,
    };
  }

  /** Everything at the present price, in millionths of a dollar; what an order holds, too. */
  wealth(): bigint {
    const escrow = (name: Held) =>
      [...this.orders.values()].reduce(
        (sum, { sell, status, amountIn }) => (status === "open" && sell === name ? sum + amountIn : sum),
        0n,
      );
    const ether = this.safe.weth + this.amount("aWeth") + escrow("weth");
    return (ether * this.priceUsd) / 10n ** 12n + this.safe.usdc + escrow("usdc") - this.amount("debtUsdc");
  }
}
