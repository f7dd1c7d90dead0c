import { type Address, encodeFunctionData, isAddress, parseAbi } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { computeMeanPrice } from "../core/mean-price.ts";
import type { FetchQuotes, QuoteResult, SourceFailure } from "./price-source.ts";
import { type ContractAnswer, decodeResult, readContracts } from "./read-contracts.ts";
import { badPayload, refused } from "./read-rows.ts";
import { readTokenDecimals } from "./token-decimals.ts";

const poolAbi = parseAbi([
  "function token0() view returns (address)",
  "function token1() view returns (address)",
  "function observe(uint32[] secondsAgos) view returns (int56[] tickCumulatives, uint160[] secondsPerLiquidityCumulativeX128s)",
]);
const token0Data = encodeFunctionData({ abi: poolAbi, functionName: "token0" });
const token1Data = encodeFunctionData({ abi: poolAbi, functionName: "token1" });
const callsPerPool = 3;

type Asked = { readonly pool: Address; readonly baseIsToken0: boolean };
type Reading = { readonly token0: Address; readonly token1: Address; readonly tickDelta: bigint };

/**
 * Time-weighted mean prices of Uniswap v3 pools over the length of the window, up to the newest block, whose time is the
 * quote's. A symbol is the pool's address and which of its tokens is the base: `0x…/0` is the price of token0 in token1. A
 * pool that keeps too few observations for that length reverts with `OLD`: that symbol's failure alone.
 */
export const fetchUniswapQuotes: FetchQuotes = async (symbols, window, settings) => {
  const seconds = Math.round((window.endMs - window.startMs) / 1_000);
  const asked = new Map(symbols.map((symbol) => [symbol, parseSymbol(symbol)]));
  const pools = [...new Set([...asked.values()].flatMap((item) => (item === undefined ? [] : [item.pool])))];
  const observeData = encodeFunctionData({ abi: poolAbi, functionName: "observe", args: [[seconds, 0]] });
  const read = await readContracts(
    pools.flatMap((target) => [token0Data, token1Data, observeData].map((data) => ({ target, data }))),
    settings,
  );
  if (!read.ok) return read;
  const { blockAtMs, answers } = read.value;
  const readings = new Map(
    pools.map((pool, at) => [pool, readPool(pool, answers.slice(callsPerPool * at, callsPerPool * (at + 1)))]),
  );
  const tokens = [...readings.values()].flatMap((pool) => (pool.ok ? [pool.value.token0, pool.value.token1] : []));
  const decimals = await readTokenDecimals(tokens, settings);
  if (!decimals.ok) return decimals;

  const quoteOf = (symbol: string, item: Asked | undefined): QuoteResult => {
    if (item === undefined) return refused(`${symbol} is not a pool's address and /0 or /1`);
    const reading = readings.get(item.pool);
    if (reading === undefined || !reading.ok) return reading ?? ok(null);
    const { token0, token1, tickDelta } = reading.value;
    const [base, quote] = item.baseIsToken0 ? [token0, token1] : [token1, token0];
    const [baseDecimals, quoteDecimals] = [decimals.value.get(base), decimals.value.get(quote)];
    if (baseDecimals === undefined || quoteDecimals === undefined)
      return badPayload(`${symbol}: a token without decimals`);
    const pair = { baseIsToken0: item.baseIsToken0, baseDecimals, quoteDecimals };
    return ok({ price: computeMeanPrice({ tickDelta, seconds }, pair), range: null, sampleAtMs: blockAtMs });
  };
  return ok(new Map(symbols.map((symbol) => [symbol, quoteOf(symbol, asked.get(symbol))])));
};

function parseSymbol(symbol: string): Asked | undefined {
  const [pool = "", side, ...rest] = symbol.split("/");
  if (!isAddress(pool, { strict: false }) || (side !== "0" && side !== "1") || rest.length > 0) return undefined;
  return { pool: pool.toLowerCase() as Address, baseIsToken0: side === "0" };
}

function readPool(pool: Address, answers: readonly ContractAnswer[]): Result<Reading, SourceFailure> {
  const [first, second, observed] = answers;
  if (first === undefined || second === undefined || observed === undefined) return badPayload(`${pool} is no pool`);
  for (const answer of [first, second, observed]) if (!answer.ok) return err(answer.error);
  const token0 = first.ok ? decodeResult(poolAbi, "token0", first.value) : undefined;
  const token1 = second.ok ? decodeResult(poolAbi, "token1", second.value) : undefined;
  const [cumulatives] = (observed.ok ? decodeResult(poolAbi, "observe", observed.value) : undefined) ?? [];
  const [older, newer] = cumulatives ?? [];
  if (token0 === undefined || token1 === undefined || older === undefined || newer === undefined) {
    return badPayload(`${pool} is no pool`);
  }
  return ok({ token0, token1, tickDelta: newer - older });
}
