import type { Address } from "viem";
import type { TokenAmount } from "../../contracts/cast.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { parseDecimal, sqrtX96FromPrice } from "../core/pool-price.ts";
import {
  healthOf,
  type LendingReserve,
  type LendingState,
  ray,
  weighAccount,
} from "../core/positions/lending-state.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import type { SpellContext } from "./spell.ts";

/** A chain with one pool of WETH and USDC, a lending market for both and an order book, for tests of spells. */

const address = (digits: string): Address => `0x${digits.padStart(40, "0")}`;
export const testAddresses = {
  weth: address("1"),
  usdc: address("2"),
  router: address("3"),
  safe: address("4"),
  lendingPool: address("a1"),
  orderBook: address("b1"),
  aWeth: address("c1"),
  debtWeth: address("c2"),
  aUsdc: address("c3"),
  debtUsdc: address("c4"),
} as const;

export const testSettings: ChainSettings = {
  chainId: 31337,
  requestsPerSecond: 1_000,
  rpcUrls: ["http://127.0.0.1:1"],
  castGuard: address("5"),
  multiSendCallOnly: address("6"),
  multiSendUnwrapper: address("7"),
  leastOutput: address("8"),
  expiryCondition: address("e"),
  swapRouter: testAddresses.router,
  pool: address("9"),
  poolFeePips: 3_000,
  tokens: [
    { address: testAddresses.weth, symbol: "WETH", decimals: 18, asset: "ETH-USD" },
    { address: testAddresses.usdc, symbol: "USDC", decimals: 6, asset: "USD" },
  ],
  orders: { book: testAddresses.orderBook, leastOutput: address("b2") },
  lending: {
    pool: testAddresses.lendingPool,
    oracle: address("a2"),
    dataProvider: address("a3"),
    reserves: [
      { symbol: "WETH", aToken: testAddresses.aWeth, variableDebt: testAddresses.debtWeth, liquidationBonusBps: 500 },
      { symbol: "USDC", aToken: testAddresses.aUsdc, variableDebt: testAddresses.debtUsdc, liquidationBonusBps: 500 },
    ],
  },
  codeHashes: {},
  fees: {
    tipWei: "1",
    maxFeeWei: "1000000000",
    protectiveMaxFeeWei: "2000000000",
    replaceAfterBlocks: 5,
    gasWeiPerDay: "1000000000000000000",
  },
};

export const testPair = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 6 } as const;

export type TestWorld = {
  /** Dollars for one ether, in the pool, in its mean, and to the lending market unless told. */
  readonly priceUsd?: string;
  readonly marketPriceUsd?: string;
  readonly signalPriceUsd?: number;
  readonly weth?: bigint;
  readonly usdc?: bigint;
  readonly suppliedWeth?: bigint;
  readonly owedUsdc?: bigint;
  /** Yearly rate of the dollar loan, in percent. */
  readonly ratePercent?: bigint;
};

export function testContext(world: TestWorld = {}, change: Partial<SpellContext> = {}): SpellContext {
  const { priceUsd = "2700", signalPriceUsd } = world;
  return {
    settings: testSettings,
    safe: testAddresses.safe,
    castId: `0x${"cd".repeat(32)}`,
    balances: testBalances(world),
    pool: {
      sqrtPriceX96: sqrtX96FromPrice(parseDecimal(priceUsd), testPair),
      meanTick: Math.round(Math.log(Number(priceUsd) * 1e-12) / Math.log(1.0001)),
    },
    signalPrices: signalPriceUsd === undefined ? new Map() : new Map([["price.ETH-USD", signalPriceUsd]]),
    nowSeconds: 1_621_424_580n,
    notAfterSeconds: 1_621_424_880n,
    sessionEndsSeconds: 1_621_510_980n,
    lending: testLending(world),
    order: null,
    spentSoFar: 0n,
    ...change,
  };
}

function testBalances({ weth = 0n, usdc = 0n, suppliedWeth = 0n, owedUsdc = 0n }: TestWorld): readonly TokenAmount[] {
  const amounts: Readonly<Record<string, bigint>> = { WETH: weth, USDC: usdc, aWETH: suppliedWeth, debtUSDC: owedUsdc };
  return listPositionTokens(testSettings).map(({ address: token, symbol, decimals }) => ({
    token: token.toLowerCase(),
    symbol,
    decimals,
    amount: (amounts[symbol] ?? 0n).toString(),
  }));
}

export function testLending(world: TestWorld): LendingState {
  const { priceUsd = "2700", suppliedWeth = 0n, owedUsdc = 0n, ratePercent = 4n } = world;
  const { numerator, denominator } = parseDecimal(world.marketPriceUsd ?? priceUsd);
  const terms = {
    loanToValueBps: 8_000n,
    thresholdBps: 8_250n,
    variableRateRay: (ray * ratePercent) / 100n,
    incomeIndexRay: ray,
    debtIndexRay: ray,
    isOpen: true,
  };
  const reserves: LendingReserve[] = [
    {
      ...terms,
      symbol: "WETH",
      token: testAddresses.weth,
      decimals: 18,
      aToken: testAddresses.aWeth,
      variableDebt: testAddresses.debtWeth,
      supplied: suppliedWeth,
      owed: 0n,
      isCollateral: suppliedWeth > 0n,
      priceBase: (numerator * 10n ** 8n) / denominator,
    },
    {
      ...terms,
      symbol: "USDC",
      token: testAddresses.usdc,
      decimals: 6,
      aToken: testAddresses.aUsdc,
      variableDebt: testAddresses.debtUsdc,
      supplied: 0n,
      owed: owedUsdc,
      isCollateral: false,
      priceBase: 10n ** 8n,
    },
  ];
  return { reserves, healthWad: healthOf(weighAccount({ reserves, healthWad: null })) };
}
