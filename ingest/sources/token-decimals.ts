import { type Address, encodeFunctionData, parseAbi } from "viem";
import { ok, type Result } from "../../contracts/result.ts";
import type { SourceFailure, SourceSettings } from "./price-source.ts";
import { decodeResult, readContracts } from "./read-contracts.ts";

const decimalsAbi = parseAbi(["function decimals() view returns (uint8)"]);
const data = encodeFunctionData({ abi: decimalsAbi, functionName: "decimals" });

/** By chain and token, from nodes whose chain was checked. A token's decimals never change: it outlives the run. */
const known = new Map<string, number>();

/** Decimals of tokens, in one call for those that are not known yet. A token that tells none is left out. */
export async function readTokenDecimals(
  tokens: readonly Address[],
  settings: SourceSettings,
): Promise<Result<ReadonlyMap<Address, number>, SourceFailure>> {
  const keyOf = (token: Address) => `${settings.chainId}:${token}`;
  const unknown = [...new Set(tokens)].filter((token) => !known.has(keyOf(token)));
  if (unknown.length > 0) {
    const read = await readContracts(
      unknown.map((target) => ({ target, data })),
      settings,
    );
    if (!read.ok) return read;
    for (const [at, token] of unknown.entries()) {
      const answer = read.value.answers[at];
      const decimals = answer?.ok ? decodeResult(decimalsAbi, "decimals", answer.value) : undefined;
      if (decimals !== undefined && decimals <= 36) known.set(keyOf(token), decimals);
    }
  }
  return ok(
    new Map(
      tokens.flatMap((token) => {
        const decimals = known.get(keyOf(token));
        return decimals === undefined ? [] : [[token, decimals]];
      }),
    ),
  );
}
