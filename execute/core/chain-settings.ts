import { type Address, type Hex, isAddress, isHex } from "viem";
import { z } from "zod";
import { BigIntText } from "../../contracts/ids.ts";

const AddressText = z.custom<Address>((value) => typeof value === "string" && isAddress(value), "expected an address");

const HashText = z.custom<Hex>((value) => isHex(value) && value.length === 66, "expected 32 bytes as hex");

const Token = z.strictObject({
  address: AddressText,
  symbol: z.string().min(1),
  decimals: z.int().min(0).max(36),
  /** What it follows: an asset such as `ETH-USD`, or `USD` for a dollar token. */
  asset: z.string(),
});
export type Token = z.infer<typeof Token>;

/** The variable `CHAIN` of the vault Worker: one chain, its nodes, and the contracts that casts use on it. */
export const ChainSettings = z.strictObject({
  chainId: z.int().positive(),
  /** Endpoints of this chain; the first is preferred where nothing is known of them yet. */
  rpcUrls: z.array(z.url({ protocol: /^https?$/ })).min(1),
  /**
   * What each endpoint is asked by one vault for its casts, and as much again for its views, which so cannot slow down a
   * cast. Ten times as much at once.
   */
  requestsPerSecond: z.number().positive(),
  /** Casts of the main lane go to this endpoint alone for so many blocks, then to all. Optional. */
  privateSubmission: z.strictObject({ rpcUrl: z.url({ protocol: /^https?$/ }), blocks: z.int().positive() }).optional(),
  castGuard: AddressText,
  multiSendCallOnly: AddressText,
  multiSendUnwrapper: AddressText,
  /** The custom role condition that holds a swap's least output against the pool's mean price. */
  leastOutput: AddressText,
  /** The custom role condition that ends a permission at a fixed second. */
  expiryCondition: AddressText,
  swapRouter: AddressText,
  /** The Uniswap v3 pool of the first two tokens, which swaps go through. */
  pool: AddressText,
  poolFeePips: z.int().positive(),
  tokens: z.array(Token).min(2),
  /** Orders that a keeper settles later, and the custom role condition on what they must bring. */
  orders: z.strictObject({ book: AddressText, leastOutput: AddressText }).optional(),
  /** An Aave v3 market. */
  lending: z
    .strictObject({
      pool: AddressText,
      oracle: AddressText,
      dataProvider: AddressText,
      reserves: z.array(
        z.strictObject({
          /** Of one of `tokens`. */
          symbol: z.string(),
          aToken: AddressText,
          variableDebt: AddressText,
          /** What a liquidator of this collateral gets on top: 500 is 5 %. */
          liquidationBonusBps: z.int().min(0).max(10_000),
        }),
      ),
    })
    .optional(),
  /** keccak256 of the code of every contract that a session relies on, by the names of `code-hashes.ts`. */
  codeHashes: z.record(z.string(), HashText),
  /** What transactions of casts may cost. All in wei, as decimal strings. */
  fees: z.strictObject({
    tipWei: BigIntText,
    /** Ceiling of the fee per gas: of the main lane, and of protective casts and the emergency lane. */
    maxFeeWei: BigIntText,
    protectiveMaxFeeWei: BigIntText,
    /** A transaction that so many blocks have passed over is replaced by one with higher fees. */
    replaceAfterBlocks: z.int().positive(),
    /** What each lane of a vault may spend on gas in 24 hours of chain time, unless its owner says otherwise. */
    gasWeiPerDay: BigIntText,
  }),
});
export type ChainSettings = z.infer<typeof ChainSettings>;

/** The token of a symbol, undefined where this chain has none. */
export const findToken = (settings: ChainSettings, symbol: string): Token | undefined =>
  settings.tokens.find((token) => token.symbol === symbol);
