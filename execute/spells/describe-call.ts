import { type Address, decodeFunctionData, formatUnits } from "viem";
import { erc20Abi, lendingPoolAbi, orderBookAbi, rolesAbi, swapRouterAbi } from "../core/abis.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { wholeAmount } from "../core/lending-calls.ts";
import type { Call } from "../core/safe-tx.ts";

const callAbi = [...erc20Abi, ...swapRouterAbi, ...lendingPoolAbi, ...orderBookAbi, ...rolesAbi] as const;

/** One call of a batch in a sentence, from its bytes alone: what is signed, not what was meant. */
export function describeCall({ to, data }: Call, settings: ChainSettings): string {
  const amount = (token: Address, units: bigint) => {
    const known = settings.tokens.find(({ address }) => isSame(address, token));
    if (units === wholeAmount) return `all ${known?.symbol ?? token}`;
    return known === undefined ? `${units} units of ${token}` : `${formatUnits(units, known.decimals)} ${known.symbol}`;
  };
  const decoded = decode(data);
  switch (decoded?.functionName) {
    case "approve": {
      const [spender, units] = decoded.args;
      const who = nameOf(spender, settings);
      return units === 0n
        ? `Let ${who} draw no ${symbolOf(to, settings)} any more.`
        : `Let ${who} draw ${amount(to, units)}.`;
    }
    case "exactInputSingle": {
      const [{ tokenIn, tokenOut, amountIn, amountOutMinimum }] = decoded.args;
      return `Swap ${amount(tokenIn, amountIn)} for at least ${amount(tokenOut, amountOutMinimum)}.`;
    }
    case "supply":
      return `Lend ${amount(decoded.args[0], decoded.args[1])}.`;
    case "borrow":
      return `Borrow ${amount(decoded.args[0], decoded.args[1])} at the variable rate.`;
    case "repay":
      return `Repay ${amount(decoded.args[0], decoded.args[1])}${decoded.args[1] === wholeAmount ? " that is owed" : ""}.`;
    case "withdraw":
      return `Take ${amount(decoded.args[0], decoded.args[1])} back${decoded.args[1] === wholeAmount ? " that is lent" : ""}.`;
    case "createOrder": {
      const [, tokenIn, amountIn, tokenOut, minOut, deadline] = decoded.args;
      const until = new Date(Number(deadline) * 1_000).toISOString();
      return `Order to sell ${amount(tokenIn, amountIn)} for at least ${amount(tokenOut, minOut)}, until ${until}.`;
    }
    case "cancelOrder":
      return `Take the order ${decoded.args[1]} back.`;
    case "assignRoles": {
      const [member, , isMember] = decoded.args;
      return isMember.some(Boolean) ? `Give ${member} a role.` : `Take its role from ${member}.`;
    }
    default:
      return `Call ${to} with ${data.slice(0, 10)}.`;
  }
}

function decode(data: Call["data"]) {
  try {
    return decodeFunctionData({ abi: callAbi, data });
  } catch {
    return undefined;
  }
}

function nameOf(spender: Address, { swapRouter, lending, orders }: ChainSettings): string {
  if (isSame(spender, swapRouter)) return "the Uniswap router";
  if (lending !== undefined && isSame(spender, lending.pool)) return "the lending pool";
  return orders !== undefined && isSame(spender, orders.book) ? "the order book" : spender;
}

const symbolOf = (token: Address, { tokens }: ChainSettings): string =>
  tokens.find(({ address }) => isSame(address, token))?.symbol ?? token;

const isSame = (a: Address, b: Address): boolean => a.toLowerCase() === b.toLowerCase();
