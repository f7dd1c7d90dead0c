import { decodeFunctionResult, encodeFunctionData, parseAbi } from "viem";
import { parseDecimal } from "../../execute/core/pool-price.ts";
import type { Deployment } from "./deployment.ts";
import type { LocalWallet, OutgoingTx } from "./local-wallet.ts";

export const settablePriceAbi = parseAbi([
  "function latestAnswer() view returns (int256)",
  "function setPrice(int256 price)",
]);

/**
 * The transaction that sets what the lending market's oracle says of a token, a plain decimal in US dollars taken to
 * 8 digits; none where it says so already.
 */
export async function planOracleUpdate(
  keeper: LocalWallet,
  { lending }: Pick<Deployment, "lending">,
  symbol: string,
  priceUsd: string,
): Promise<readonly OutgoingTx[]> {
  const source = lending.reserves.find((reserve) => reserve.symbol === symbol)?.priceSource;
  if (source === undefined) throw new Error(`the lending market has no ${symbol}`);
  const { numerator, denominator } = parseDecimal(priceUsd);
  const price = (numerator * 10n ** 8n) / denominator;
  const query = { abi: settablePriceAbi, functionName: "latestAnswer" } as const;
  const data = await keeper.call(source, encodeFunctionData(query));
  if (decodeFunctionResult({ ...query, data }) === price) return [];
  const set = encodeFunctionData({ abi: settablePriceAbi, functionName: "setPrice", args: [price] });
  return [{ to: source, data: set, gas: 100_000n }];
}
