import { type Address, type Hex, hashTypedData, isAddress, isHex } from "viem";
import { ok, type Result } from "../../contracts/result.ts";
import { createChain } from "../../execute/adapters/chain.ts";
import { type OwnerClose, planOwnerClose } from "../../execute/casts/plan-owner-close.ts";
import type { ChainSettings } from "../../execute/core/chain-settings.ts";
import { safeTxTypedData } from "../../execute/core/safe-tx.ts";
import { toSafeTxJson } from "../../execute/core/safe-tx-json.ts";
import { type Fault, fault, readArguments, readList } from "../arguments.ts";
import type { Streams } from "../streams.ts";
import { readSettings } from "./read-settings.ts";

const help = `Usage: portent close-calls --chain FILE --safe ADDRESS [--order ID]…

Prints the Safe transaction that closes a vault: orders are taken back, loans repaid, and everything sold for the dollar
token. It is read from the chain alone. No server of Portent and no key has a part in it: owners sign it with their own
wallets (EIP-712 SafeTx) and send it.

  --chain FILE     the chain's settings as JSON: the value of the vault Worker's variable CHAIN
  --safe ADDRESS   the vault's Safe
  --order ID…      orders that wait in the order book; the chain has no list of them

One JSON object goes to standard output: chainId, safe, safeTx (null where nothing is open) and safeTxHash, which is what a
wallet shows. What it does, and what blocks it, goes to standard error, a sentence a line. Its swaps are good for an hour
of the chain's time, and its nonce until the Safe's next transaction. Loans first: what comes back from them is sold by
asking again afterwards.

Exit code 2: the input is at fault. Exit code 1: the chain does not answer, or something that is open cannot be closed now.`;

const options = {
  chain: { type: "string" },
  safe: { type: "string" },
  order: { type: "string", multiple: true },
  help: { type: "boolean" },
} as const;

type Input = { readonly settings: ChainSettings; readonly safe: Address; readonly orders: readonly Hex[] };

export async function runCloseCallsCommand(args: readonly string[], { out, err }: Streams): Promise<number> {
  const fail = (code: number, message: string): number => {
    err(`portent close-calls: ${message}`);
    return code;
  };
  const input = readInput(args);
  if (!input.ok) return fail(2, input.error.message);
  if (input.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const { settings, safe, orders } = input.value;
  const { requestsPerSecond: perSecond } = settings;
  const chain = createChain({ ...settings, policy: { budget: { perSecond, burst: 10 * perSecond } } });
  const hasCode = await chain.hasCode(safe);
  if (!hasCode.ok) return fail(1, `the chain does not answer: ${hasCode.error.message}`);
  if (!hasCode.value) return fail(2, `--safe: there is no contract at ${safe} on chain ${settings.chainId}`);
  const close = await planOwnerClose({ chain, settings, safe, orders });
  if (!close.ok) return fail(1, `the chain does not answer: ${close.error.message}`);
  out(`${formatClose(close.value, input.value)}\n`);
  for (const line of describeClose(close.value)) err(line);
  return close.value.blockers.length === 0 ? 0 : 1;
}

function readInput(args: readonly string[]): Result<Input | null, Fault> {
  const values = readArguments(args, options);
  if (!values.ok) return values;
  const { chain, safe, help: isHelp } = values.value;
  if (isHelp === true) return ok(null);
  if (typeof chain !== "string") return fault("--chain: name the file of the chain's settings");
  if (typeof safe !== "string") return fault("--safe: name the address of the vault's Safe");
  if (!isAddress(safe, { strict: false })) return fault(`--safe: expected an address, not ${JSON.stringify(safe)}`);
  const orders = readList(values.value, "order");
  const wrong = orders.find((id) => !isHex(id) || id.length !== 66);
  if (wrong !== undefined) return fault(`--order: expected 0x and 64 hexadecimal digits, not ${JSON.stringify(wrong)}`);
  const settings = readSettings(chain);
  if (!settings.ok) return settings;
  return ok({ settings: settings.value, safe, orders: orders as readonly Hex[] });
}

function formatClose({ safeTx }: OwnerClose, { settings, safe }: Input): string {
  const { chainId } = settings;
  const signed =
    safeTx === null
      ? { safeTx, safeTxHash: null }
      : {
          safeTx: toSafeTxJson(safeTx),
          safeTxHash: hashTypedData(safeTxTypedData({ chainId, safe, tx: safeTx })),
        };
  return JSON.stringify({ chainId, safe, ...signed }, null, 2);
}

function describeClose({ safeTx, calls, blockers }: OwnerClose): string[] {
  const cannot = blockers.map((blocker) => `Cannot be closed now: ${blocker}`);
  if (safeTx === null) return [...cannot, "There is nothing that can be closed now."];
  return [...calls, ...cannot, "The owners sign this with their own wallets. Its prices are those of this moment."];
}
