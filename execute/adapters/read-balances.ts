import type { Address } from "viem";
import type { TokenAmount } from "../../contracts/cast.ts";
import { ok, type Result } from "../../contracts/result.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import type { Chain } from "./chain.ts";
import type { AtBlock, ReadError } from "./read-contract.ts";

/**
 * What an account holds of each token of the settings, in their order, and then what it has lent (`aWETH`) and owes
 * (`debtUSDC`) in the lending market, interest included. One failed read fails all.
 */
export async function readBalances(
  chain: Pick<Chain, "erc20Balances">,
  settings: Pick<ChainSettings, "tokens" | "lending">,
  owner: Address,
  at: AtBlock,
): Promise<Result<readonly TokenAmount[], ReadError>> {
  const tokens = listPositionTokens(settings);
  const read = await chain.erc20Balances(
    tokens.map((token) => token.address),
    owner,
    at,
  );
  if (!read.ok) return read;
  return ok(
    tokens.map(({ address, symbol, decimals }, index) => ({
      token: address.toLowerCase(),
      symbol,
      decimals,
      amount: (read.value[index] ?? 0n).toString(),
    })),
  );
}
