import { type Address, decodeFunctionResult, encodeFunctionData, maxUint256 } from "viem";
import { erc20Abi, poolAbi, swapRouterAbi } from "../../execute/core/abis.ts";
import {
  amountInToReach,
  formatDecimal,
  type PairShape,
  parseDecimal,
  priceFromSqrtX96,
  sqrtX96FromPrice,
} from "../../execute/core/pool-price.ts";
import { encodeDeposit, encodeMint } from "./deploy-world.ts";
import type { Account, Deployment } from "./deployment.ts";
import { createLocalWallet, type LocalWallet, type OutgoingTx } from "./local-wallet.ts";
import { planOracleUpdate } from "./oracle-keeper.ts";

export type MovePriceInput = {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly keeperAccount: Account;
  /** USD per ETH: a plain decimal, or a number (taken to 8 digits after the point). */
  readonly priceUsd: string | number;
  /** Mines or awaits the next block; by default the chain's clock is waited for. */
  readonly nextBlock?: () => Promise<void>;
};

export type MovedPrice = {
  /** The pool's price afterwards, read back, to 6 digits. */
  readonly priceUsd: string;
  readonly sqrtPriceX96: bigint;
  /** False where the pool was there already. */
  readonly hasMoved: boolean;
};

/**
 * Moves the pool to a price, as arbitrage would on a public chain: a swap with the target as its price limit
 * stops exactly there. The keeper makes what it pays with: it wraps its ether, and mints the dollar token.
 * Somebody else's swap can come between reading and swapping, so it is tried up to three times.
 * Throws where the pool is not within 0.01 % of the target afterwards. The lending market's oracle follows.
 */
export async function movePoolPrice(input: MovePriceInput): Promise<MovedPrice> {
  const { rpcUrl, deployment, keeperAccount: account, nextBlock } = input;
  const { chainId } = deployment;
  const wallet = createLocalWallet({ rpcUrl, chainId, account, ...(nextBlock === undefined ? {} : { nextBlock }) });
  const { weth, usdc, pool } = deployment.addresses;
  const pair: PairShape = { baseIsToken0: BigInt(weth) < BigInt(usdc), baseDecimals: 18, quoteDecimals: 6 };
  const text = typeof input.priceUsd === "number" ? input.priceUsd.toFixed(8) : input.priceUsd;
  const target = sqrtX96FromPrice(parseDecimal(text), pair);
  let current = await readSqrtPrice(wallet, pool);
  const before = current;
  let oracleUpdate = await planOracleUpdate(wallet, deployment, "WETH", text);
  for (let attempt = 0; attempt < 3 && !isWithinTolerance(current, target, current === before); attempt += 1) {
    // In the swap's own block, where there is one.
    await swapTo(wallet, deployment, { from: current, to: target, beside: oracleUpdate });
    oracleUpdate = [];
    current = await readSqrtPrice(wallet, pool);
  }
  if (!isWithinTolerance(current, target, false)) {
    throw new Error(`the pool is at ${formatDecimal(priceFromSqrtX96(current, pair), 4)} USD instead of ${text}`);
  }
  await wallet.sendAll(oracleUpdate);
  return {
    priceUsd: formatDecimal(priceFromSqrtX96(current, pair), 6),
    sqrtPriceX96: current,
    hasMoved: current !== before,
  };
}

async function swapTo(
  wallet: LocalWallet,
  deployment: Deployment,
  { from, to, beside }: { readonly from: bigint; readonly to: bigint; readonly beside: readonly OutgoingTx[] },
): Promise<void> {
  const { weth, usdc, pool, swapRouter } = deployment.addresses;
  const [token0, token1] = BigInt(weth) < BigInt(usdc) ? [weth, usdc] : [usdc, weth];
  const [tokenIn, tokenOut] = to > from ? [token1, token0] : [token0, token1];
  const liquidity = decodeFunctionResult({
    abi: poolAbi,
    functionName: "liquidity",
    data: await wallet.call(pool, encodeFunctionData({ abi: poolAbi, functionName: "liquidity" })),
  });
  const beforeFee = amountInToReach({ liquidity, fromSqrtX96: from, toSqrtX96: to });
  // A hundredth more than needed: the price limit ends the swap, and nothing beyond it is drawn.
  const amountIn = (beforeFee * 1_010_000n) / BigInt(1_000_000 - deployment.poolFeePips) + 1n;
  const txs: OutgoingTx[] = [...(await topUp(wallet, tokenIn, swapRouter, amountIn, weth))];
  txs.push({
    to: swapRouter,
    data: encodeFunctionData({
      abi: swapRouterAbi,
      functionName: "exactInputSingle",
      args: [
        {
          tokenIn,
          tokenOut,
          fee: deployment.poolFeePips,
          recipient: wallet.address,
          deadline: 2n ** 40n,
          amountIn,
          amountOutMinimum: 0n,
          sqrtPriceLimitX96: to,
        },
      ],
    }),
    gas: 400_000n,
  });
  await wallet.sendAll([...txs, ...beside], "allow-revert");
}

async function topUp(
  wallet: LocalWallet,
  token: Address,
  spender: Address,
  amount: bigint,
  weth: Address,
): Promise<readonly OutgoingTx[]> {
  const [balance, allowance] = await Promise.all([
    wallet.call(token, encodeFunctionData({ abi: erc20Abi, functionName: "balanceOf", args: [wallet.address] })),
    wallet.call(
      token,
      encodeFunctionData({ abi: erc20Abi, functionName: "allowance", args: [wallet.address, spender] }),
    ),
  ]);
  const txs: OutgoingTx[] = [];
  if (BigInt(balance) < amount) {
    const missing = amount - BigInt(balance);
    txs.push(
      token === weth
        ? { to: weth, data: encodeDeposit(), value: missing, gas: 100_000n }
        : { to: token, data: encodeMint(wallet.address, missing), gas: 150_000n },
    );
  }
  if (BigInt(allowance) < amount) {
    const args = [spender, maxUint256] as const;
    const data = encodeFunctionData({ abi: erc20Abi, functionName: "approve", args });
    txs.push({ to: token, data, gas: 100_000n });
  }
  return txs;
}

async function readSqrtPrice(wallet: LocalWallet, pool: Address): Promise<bigint> {
  const data = await wallet.call(pool, encodeFunctionData({ abi: poolAbi, functionName: "slot0" }));
  return decodeFunctionResult({ abi: poolAbi, functionName: "slot0", data })[0];
}

/** The root moves half as much as the price: 0.005 % of it is 0.01 % of the price. Exact where nothing was done yet. */
function isWithinTolerance(current: bigint, target: bigint, mustBeExact: boolean): boolean {
  const distance = current > target ? current - target : target - current;
  return mustBeExact ? distance === 0n : distance * 20_000n <= target;
}
