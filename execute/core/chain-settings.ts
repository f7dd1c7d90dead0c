import { type Address, isAddress } from "viem";
import { z } from "zod";

const AddressText = z.custom<Address>((value) => typeof value === "string" && isAddress(value), "expected an address");

const Token = z.strictObject({
  address: AddressText,
  symbol: z.string().min(1),
  decimals: z.int().min(0).max(36),
  /** What it follows: an asset such as `ETH-USD`, or `USD` for a dollar token. */
  asset: z.string(),
});
export type Token = z.infer<typeof Token>;

/** The variable `CHAIN` of the vault Worker: one chain, its node, and the contracts that casts use on it. */
export const ChainSettings = z.strictObject({
  chainId: z.int().positive(),
  rpcUrl: z.url(),
  castGuard: AddressText,
  multiSendCallOnly: AddressText,
  multiSendUnwrapper: AddressText,
  /** The custom role condition that holds a swap's least output against the pool's mean price. */
  leastOutput: AddressText,
  swapRouter: AddressText,
  /** The Uniswap v3 pool of the first two tokens, which swaps go through. */
  pool: AddressText,
  poolFeePips: z.int().positive(),
  tokens: z.array(Token).min(2),
});
export type ChainSettings = z.infer<typeof ChainSettings>;

/** The token of a symbol, undefined where this chain has none. */
export const findToken = (settings: ChainSettings, symbol: string): Token | undefined =>
  settings.tokens.find((token) => token.symbol === symbol);
