import type { ChainSettings } from "../../execute/core/chain-settings.ts";
import { reserveTerms } from "./deploy-lending.ts";
import type { Deployment } from "./deployment.ts";

/** The local chain as the vault Worker is told of it. */
export function toChainSettings(
  rpcUrls: readonly string[],
  { addresses, chainId, poolFeePips, lending, codeHashes }: Deployment,
): ChainSettings {
  const { castGuard, multiSendCallOnly, multiSendUnwrapper, leastOutput, swapRouter, pool, weth, usdc } = addresses;
  const { demoSafe, demoRoles } = codeHashes;
  if (demoSafe === undefined || demoRoles === undefined) throw new Error("the deployment has no proxies");
  return {
    chainId,
    rpcUrls: [...rpcUrls],
    castGuard,
    multiSendCallOnly,
    multiSendUnwrapper,
    leastOutput,
    expiryCondition: addresses.expiryCondition,
    swapRouter,
    pool,
    poolFeePips,
    tokens: [
      { address: weth, symbol: "WETH", decimals: 18, asset: "ETH-USD" },
      { address: usdc, symbol: "USDC", decimals: 6, asset: "USD" },
    ],
    orders: { book: addresses.orderBook, leastOutput: addresses.leastOrderOutput },
    lending: {
      pool: lending.pool,
      oracle: lending.oracle,
      dataProvider: lending.dataProvider,
      reserves: lending.reserves.map(({ symbol, aToken, variableDebt }) => ({
        symbol,
        aToken,
        variableDebt,
        liquidationBonusBps: reserveTerms.liquidationBonusBps,
      })),
    },
    // Every Safe, and every Roles modifier, has the same small proxy: the demo vault's stand for all.
    codeHashes: { ...codeHashes, safeProxy: demoSafe, rolesProxy: demoRoles },
    // The node is this machine's own.
    requestsPerSecond: 1_000,
    fees: localFees,
  };
}

/** Room for base fees of 100 gwei, and of 800 where something is being protected. */
const localFees: ChainSettings["fees"] = {
  tipWei: "10000000",
  maxFeeWei: "200000000000",
  protectiveMaxFeeWei: "1600000000000",
  replaceAfterBlocks: 5,
  gasWeiPerDay: "500000000000000000",
};
