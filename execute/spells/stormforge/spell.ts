import { z } from "zod";
import { err, ok } from "../../../contracts/result.ts";
import { compareDecimals } from "../../core/compare-decimals.ts";
import { buildBorrowCall, buildSupplyCalls } from "../../core/lending-calls.ts";
import { formatDecimal, parseDecimal } from "../../core/pool-price.ts";
import { checkMarketPrice, findLendingPair, findOpenReserves, lentNameOf } from "../lending-pair.ts";
import {
  amountField,
  deviationField,
  fieldWords,
  poolDeviation,
  slippageField,
  swapSlippage,
  tokenField,
} from "../param-fields.ts";
import { amountOf, changeOf, checkPairPrice, heldOf, leastOutOf, sayAmount, swapCallsOf } from "../plan-swap.ts";
import { unitsOf } from "../read-amount.ts";
import type { Spell } from "../spell.ts";
import { readUsdPrices } from "../usd-prices.ts";
import { planWindRounds } from "./plan-rounds.ts";

/** `amount` is a decimal of whole tokens of `collateral`: what the vault puts in of its own. */
export type StormforgeParams = z.infer<typeof StormforgeParams>;
export const StormforgeParams = z.strictObject({
  collateral: tokenField("Collateral", "What is lent, and bought more of.", "WETH"),
  borrow: tokenField("Borrow", "What is borrowed against it, and owed.", "USDC"),
  amount: amountField("Own amount", "What the vault puts in of its own.", "collateral", "1"),
  leverage: z
    .string()
    .regex(/^(1\.\d{0,3}[1-9]|2)$/, 'expected a decimal above 1 and up to 2, such as "1.5"')
    .meta(
      fieldWords({
        title: "Leverage",
        description: "All that is lent over what is your own in it: above 1 and up to 2.",
        format: "decimal",
        unit: "times",
        examples: ["1.5"],
      }),
    ),
  healthMin: z
    .string()
    .regex(/^(1\.(0[5-9]|[1-9])\d{0,4}|[2-9](\.\d{1,4})?)$/, "expected a decimal from 1.05, below 10")
    .meta(
      fieldWords({
        title: "Health at least",
        description:
          "The health factor is at least that afterwards, or nothing is done. Below 1 the loan can be liquidated.",
        format: "decimal",
        examples: ["1.4"],
      }),
    ),
  slippageBps: slippageField(1, swapSlippage, 100),
  deviationBpsMax: deviationField(`${poolDeviation} The lending market's price must agree, too.`),
});

/** Bounded leverage: lend, borrow a stable token against it, buy more with that, and lend it, too. */
export const stormforge: Spell<typeof StormforgeParams> = {
  name: "stormforge",
  purpose: "Bounded leverage: lend a token, borrow dollars against it and buy more of it, up to twice your own.",
  risk: "high",
  warnings: [
    "It borrows: a fall of the price takes up to twice as much as without it.",
    "Where the health factor falls below 1, anyone may sell a part of your collateral at a discount, which you pay.",
    "The loan costs interest for as long as it stands.",
    "Let another trigger cast stormforge-unwind before the price falls too far: nothing else watches the loan.",
  ],
  params: StormforgeParams,
  reads: ["lending"],
  permissions(params, settings) {
    const pair = findLendingPair(settings, params.collateral, params.borrow);
    if (!pair.ok) return pair;
    const { sell: supply, buy: borrow } = pair.value.tokens;
    const { numerator, denominator } = parseDecimal(params.leverage);
    const unitsPerCast = (unitsOf(params.amount, supply.decimals) * numerator) / denominator;
    return ok([
      { kind: "lend", supply, borrow, unitsPerCast },
      { kind: "swap", sell: borrow, buy: supply, unitsPerCast: null },
    ]);
  },
  reducesExposure: () => false,
  plan(context, params) {
    const pair = findLendingPair(context.settings, params.collateral, params.borrow);
    if (!pair.ok) return pair;
    const { tokens, market } = pair.value;
    const { sell: token, buy: loan } = tokens;
    const reserves = findOpenReserves(context, pair.value);
    if (!reserves.ok) return reserves;
    const { state, collateral, debt } = reserves.value;
    if (!collateral.isOpen || !debt.isOpen)
      return err({ code: "market-closed", message: "the market takes no new loans" });
    const isOther = state.reserves.some(
      ({ symbol, owed, supplied, isCollateral }) =>
        (symbol !== debt.symbol && owed > 0n) || (symbol !== collateral.symbol && isCollateral && supplied > 0n),
    );
    if (isOther) return err({ code: "other-loans", message: "the vault has other loans in this market" });
    const amount = unitsOf(params.amount, token.decimals);
    const held = heldOf(context.balances, token);
    if (amount === 0n) return err({ code: "too-small", message: `${params.amount} ${token.symbol} is nothing` });
    if (held < amount) {
      return err({
        code: "not-enough",
        message: `the vault holds ${sayAmount(token, held)}, ${sayAmount(token, amount)} are needed`,
      });
    }
    const purchase = { sell: loan, buy: token };
    const gate = checkPairPrice(context, purchase, params.deviationBpsMax);
    if (!gate.ok) return gate;
    const marketGate = checkMarketPrice(context, collateral, params.deviationBpsMax);
    if (!marketGate.ok) return marketGate;
    const wind = planWindRounds({
      state,
      collateral,
      debt,
      amount,
      leverage: parseDecimal(params.leverage),
      leastOut: leastOutOf(context, purchase, params.slippageBps),
    });
    if (!wind.ok) return wind;
    const { rounds, borrowed, supplied } = wind.value;
    const health = formatDecimal({ numerator: wind.value.health, denominator: 10n ** 18n }, 4);
    if (compareDecimals(health, params.healthMin) < 0) {
      return err({
        code: "health-too-low",
        message: `the health factor would be ${health}, the floor is ${params.healthMin}`,
      });
    }
    const lend = (units: bigint) =>
      buildSupplyCalls({ pool: market.pool, token: token.address, amount: units, safe: context.safe });
    const borrow = (units: bigint) =>
      buildBorrowCall({ pool: market.pool, token: loan.address, amount: units, safe: context.safe });
    const roundings = BigInt(rounds.length + 1) * 2n;
    return ok({
      calls: [
        ...lend(amount),
        ...rounds.flatMap(({ borrow: units, leastOut }) => [
          borrow(units),
          ...swapCallsOf(context, purchase, { amountIn: units, leastOut }),
          ...lend(leastOut),
        ]),
      ],
      expectations: [
        // What the swaps bring above the least stays in the Safe.
        changeOf(token, -amount, null),
        changeOf(loan, 0n, 0n),
        changeOf({ address: collateral.aToken }, supplied - roundings, null),
        changeOf({ address: debt.variableDebt }, borrowed, null),
        { kind: "health", healthMin: params.healthMin },
      ],
      expected: {
        sentences: [
          `Lends ${sayAmount(token, amount)} of the vault's own.`,
          `Borrows ${sayAmount(loan, borrowed)}, and lends the ${sayAmount(token, supplied - amount)} or more that it buys.`,
          `The health factor is ${health} at least; it must not fall below 1.`,
        ],
        tokensOut: [amountOf(token, amount)],
        tokensIn: [{ ...amountOf(token, supplied), ...lentNameOf(collateral) }],
      },
      position: {
        kind: "leverage",
        move: "wind",
        collateral: collateral.aToken.toLowerCase(),
        debt: debt.variableDebt.toLowerCase(),
        prices: readUsdPrices(context),
      },
    });
  },
  undo(_cast, { collateral, borrow, slippageBps, deviationBpsMax }) {
    return ok({
      spell: "stormforge-unwind",
      params: { collateral, borrow, slippageBps, deviationBpsMax },
      sentences: [
        `Repays all ${borrow} that the vault owes and takes all its ${collateral} back, also what other casts have put in.`,
        "What the price and the interest have done meanwhile stays done.",
      ],
    });
  },
};
