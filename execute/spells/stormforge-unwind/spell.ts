import { z } from "zod";
import { err, ok } from "../../../contracts/result.ts";
import type { Expectation } from "../../core/cast-record.ts";
import { buildRepayCalls, buildWithdrawCall, wholeAmount } from "../../core/lending-calls.ts";
import { formatDecimal } from "../../core/pool-price.ts";
import { wad } from "../../core/positions/lending-state.ts";
import type { Call } from "../../core/safe-tx.ts";
import { findLendingPair, findOpenReserves, lentNameOf } from "../lending-pair.ts";
import { deviationField, poolDeviation, slippageField, swapSlippage, tokenField } from "../param-fields.ts";
import { amountOf, changeOf, checkPairPrice, leastOutOf, sayAmount, swapCallsOf } from "../plan-swap.ts";
import type { Spell, SpellPlan } from "../spell.ts";
import { readUsdPrices } from "../usd-prices.ts";
import { healthAfter, planUnwindRounds } from "./plan-rounds.ts";

export type StormforgeUnwindParams = z.infer<typeof StormforgeUnwindParams>;
export const StormforgeUnwindParams = z.strictObject({
  collateral: tokenField("Collateral", "What is lent, and taken back.", "WETH"),
  borrow: tokenField("Borrowed", "What is owed, and repaid to the last unit.", "USDC"),
  slippageBps: slippageField(1, swapSlippage, 200),
  deviationBpsMax: deviationField(poolDeviation),
});

/**
 * Takes a loan back: sells collateral for what is owed, in as many rounds as the health factor demands, repays to the last
 * unit and takes what is left into the Safe. Where one batch cannot do all, it does as much as it can and says so.
 */
export const stormforgeUnwind: Spell<typeof StormforgeUnwindParams> = {
  name: "stormforge-unwind",
  purpose: "End a loan: sell as much of the collateral as is owed, repay everything and take the rest back.",
  risk: "low",
  warnings: [
    "It sells collateral at the price of the moment: what the loan has lost by then stays lost.",
    "It ends all that the vault has lent and borrowed of these two tokens, whoever began it.",
  ],
  params: StormforgeUnwindParams,
  reads: ["lending"],
  permissions(params, settings) {
    const pair = findLendingPair(settings, params.collateral, params.borrow);
    if (!pair.ok) return pair;
    const { sell, buy } = pair.value.tokens;
    return ok([
      { kind: "lend-exit", withdraw: [sell], repay: buy },
      { kind: "swap", sell, buy, unitsPerCast: null },
    ]);
  },
  reducesExposure: () => true,
  plan(context, params) {
    const pair = findLendingPair(context.settings, params.collateral, params.borrow);
    if (!pair.ok) return pair;
    const { tokens, market } = pair.value;
    const { sell: token, buy: loan } = tokens;
    const reserves = findOpenReserves(context, pair.value);
    if (!reserves.ok) return reserves;
    const { collateral, debt } = reserves.value;
    if (collateral.supplied === 0n && debt.owed === 0n) {
      return err({ code: "nothing-lent", message: `the vault has lent no ${token.symbol} and owes no ${loan.symbol}` });
    }
    const gate = debt.owed === 0n ? ok(true) : checkPairPrice(context, tokens, params.deviationBpsMax);
    if (!gate.ok) return gate;
    const input = {
      ...reserves.value,
      leastOut: leastOutOf(context, tokens, params.slippageBps),
      secondsMax: context.notAfterSeconds - context.nowSeconds,
    };
    const unwind = planUnwindRounds(input);
    const { rounds, isWhole, owedAfter } = unwind;
    if (!isWhole && rounds.length === 0) {
      return err({
        code: "cannot-unwind",
        message: "no collateral can be taken out without the loan being liquidated",
      });
    }
    const base = { pool: market.pool, safe: context.safe };
    const calls = rounds.flatMap(({ withdraw, leastOut }, index): readonly Call[] => {
      const repay = { ...base, token: loan.address };
      const isLast = isWhole && index === rounds.length - 1;
      return [
        buildWithdrawCall({ ...base, token: token.address, amount: withdraw }),
        ...swapCallsOf(context, tokens, { amountIn: withdraw, leastOut }),
        ...buildRepayCalls(
          isLast ? { ...repay, amount: wholeAmount, approved: leastOut } : { ...repay, amount: leastOut },
        ),
      ];
    });
    const sold = rounds.reduce((sum, { withdraw }) => sum + withdraw, 0n);
    const repaid = rounds.reduce((sum, { leastOut }) => sum + leastOut, 0n);
    const left = collateral.supplied - sold;
    const health = healthAfter(input, unwind);
    const position: SpellPlan["position"] = {
      kind: "leverage",
      move: "unwind",
      collateral: collateral.aToken.toLowerCase(),
      debt: debt.variableDebt.toLowerCase(),
      prices: readUsdPrices(context),
    };
    if (!isWhole) {
      const floor = health === null ? wad : (health * 9_990n) / 10_000n;
      const expectations: Expectation[] = [
        changeOf(loan, 0n, null),
        { kind: "health", healthMin: formatDecimal({ numerator: floor, denominator: wad }, 6) },
      ];
      const sentences = [
        `Sells ${sayAmount(token, sold)} of the collateral and repays ${sayAmount(loan, repaid)}.`,
        `One batch cannot end the loan: up to ${sayAmount(loan, owedAfter)} stay owed. Cast it again for the rest.`,
      ];
      const tokensOut = [{ ...amountOf(token, sold), ...lentNameOf(collateral) }];
      return ok({ calls, expectations, expected: { sentences, tokensOut, tokensIn: [] }, position });
    }
    const takesRest = left > 0n;
    return ok({
      calls: [
        ...calls,
        ...(takesRest ? [buildWithdrawCall({ ...base, token: token.address, amount: wholeAmount })] : []),
      ],
      expectations: [
        changeOf(token, left > 2n ? left - 2n : 0n, null),
        changeOf(loan, 0n, null),
        ...(debt.owed === 0n ? [] : [changeOf({ address: debt.variableDebt }, -(2n ** 255n), -debt.owed)]),
        changeOf({ address: collateral.aToken }, -(2n ** 255n), -collateral.supplied),
      ],
      expected: {
        sentences: [
          ...(sold === 0n
            ? []
            : [
                `Sells ${sayAmount(token, sold)} of the collateral in ${rounds.length} rounds and repays everything owed, ${sayAmount(loan, debt.owed)} now.`,
              ]),
          `Takes ${sayAmount(token, left)} or more back into the Safe.`,
        ],
        tokensOut: [{ ...amountOf(token, collateral.supplied), ...lentNameOf(collateral) }],
        tokensIn: [amountOf(token, left)],
      },
      position,
    });
  },
  undo: () => err({ code: "not-undone", message: "a loan that has ended is begun anew by casting stormforge" }),
};
