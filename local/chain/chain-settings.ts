import type { ChainSettings } from "../../execute/core/chain-settings.ts";
import type { Deployment } from "./deployment.ts";

/** The local chain as the vault Worker is told of it. */
export function toChainSettings(rpcUrl: string, { addresses, chainId, poolFeePips }: Deployment): ChainSettings {
  const { castGuard, multiSendCallOnly, multiSendUnwrapper, leastOutput, swapRouter, pool, weth, usdc } = addresses;
  return {
    chainId,
    rpcUrl,
    castGuard,
    multiSendCallOnly,
    multiSendUnwrapper,
    leastOutput,
    swapRouter,
    pool,
    poolFeePips,
    tokens: [
      { address: weth, symbol: "WETH", decimals: 18, asset: "ETH-USD" },
      { address: usdc, symbol: "USDC", decimals: 6, asset: "USD" },
    ],
  };
}
