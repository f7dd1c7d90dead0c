import { type Address, decodeEventLog, type Hex, parseAbi } from "viem";

type Log = { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex };

const transferAbi = parseAbi(["event Transfer(address indexed from, address indexed to, uint256 amount)"]);

/**
 * What one transaction alone moved into an account and out of it, by token in lower case, in smallest units; of these tokens,
 * and only of those that it moved at all. Balances before and after its block tell the same where nothing else is in that block.
 */
export function sumTransfers(
  logs: readonly Log[],
  account: Address,
  tokens: readonly Address[],
): ReadonlyMap<string, bigint> {
  const isOne = new Set(tokens.map((token) => token.toLowerCase()));
  const own = account.toLowerCase();
  const moved = new Map<string, bigint>();
  for (const { address, topics, data } of logs) {
    const token = address.toLowerCase();
    const transfer = isOne.has(token) ? readTransfer(topics, data) : null;
    if (transfer === null) continue;
    const change =
      (transfer.to.toLowerCase() === own ? transfer.amount : 0n) -
      (transfer.from.toLowerCase() === own ? transfer.amount : 0n);
    if (transfer.to.toLowerCase() === own || transfer.from.toLowerCase() === own) {
      moved.set(token, (moved.get(token) ?? 0n) + change);
    }
  }
  return moved;
}

/** Null for any other event. */
function readTransfer(topics: readonly Hex[], data: Hex) {
  try {
    return decodeEventLog({ abi: transferAbi, topics: topics as [Hex, ...Hex[]], data }).args;
  } catch {
    return null;
  }
}
