import { type Address, encodeFunctionData, isAddress, parseAbi } from "viem";
import { ok } from "../../contracts/result.ts";
import { scaleWhole } from "../core/decimal-text.ts";
import type { FetchQuotes, QuoteResult } from "./price-source.ts";
import { type ContractAnswer, decodeResult, readContracts } from "./read-contracts.ts";
import { badPayload, refused } from "./read-rows.ts";

const aggregatorAbi = parseAbi([
  "function decimals() view returns (uint8)",
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
]);
const roundData = encodeFunctionData({ abi: aggregatorAbi, functionName: "latestRoundData" });
const decimalsData = encodeFunctionData({ abi: aggregatorAbi, functionName: "decimals" });

/**
 * Latest answers of Chainlink feeds, by the address of the feed's proxy, in one call. The time is that of the feed's own
 * update, which may be as old as its heartbeat. A feed that is no longer served reverts: that symbol's failure alone.
 * `answeredInRound` is not looked at: it is deprecated and always the round.
 */
export const fetchChainlinkQuotes: FetchQuotes = async (symbols, _window, settings) => {
  const feeds = symbols.filter((symbol): symbol is Address => isAddress(symbol, { strict: false }));
  const calls = feeds.flatMap((target) => [
    { target, data: roundData },
    { target, data: decimalsData },
  ]);
  const read = await readContracts(calls, settings);
  if (!read.ok) return read;
  const { answers } = read.value;
  const quotes = new Map<string, QuoteResult>(
    feeds.map((symbol, at) => [symbol, readFeed(symbol, answers[2 * at], answers[2 * at + 1])]),
  );
  return ok(new Map(symbols.map((symbol) => [symbol, quotes.get(symbol) ?? refused(`${symbol} is no address`)])));
};

function readFeed(symbol: string, round?: ContractAnswer, decimals?: ContractAnswer): QuoteResult {
  if (round === undefined || decimals === undefined) return ok(null);
  if (!round.ok) return round;
  if (!decimals.ok) return decimals;
  const said = decodeResult(aggregatorAbi, "latestRoundData", round.value);
  const digits = decodeResult(aggregatorAbi, "decimals", decimals.value);
  if (said === undefined || digits === undefined || digits > 36) return badPayload(`${symbol} is no price feed`);
  const [, answer, , updatedAtS] = said;
  if (updatedAtS === 0n) return refused(`${symbol}: its round is not complete`);
  if (updatedAtS > 100_000_000_000n) return badPayload(`${symbol}: its time is none`);
  return ok({ price: scaleWhole(answer, -digits), range: null, sampleAtMs: Number(updatedAtS) * 1_000 });
}
