import { type Hex, isHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { ok, type Result } from "../../contracts/result.ts";
import type { ChainSettings } from "../../execute/core/chain-settings.ts";
import { type Fault, fault, readArguments } from "../arguments.ts";
import { readSettings } from "../close-calls/read-settings.ts";
import { readTextFile } from "../read-text-file.ts";
import type { Streams } from "../streams.ts";
import { checkChain, type SmokeCheck } from "./check-chain.ts";
import { sendAndReplace } from "./send-and-replace.ts";

const help = `Usage: portent smoke --chain FILE [--key-file FILE]

Tries the parts of a chain that casts rest on, before a vault does: for a public testnet, or any other chain.

  --chain FILE      the chain's settings as JSON: the value of the vault Worker's variable CHAIN
  --key-file FILE   a private key (32 bytes in hex) of an account with a little ether of that chain. With it, a transaction to
                    itself is sent, replaced by one with higher fees, and followed until it is final

Without a key nothing is sent. Each check is a line: ok or FAILED, what, and what was found. Exit code 1: a check failed.
Exit code 2: the input is at fault.`;

const options = {
  chain: { type: "string" },
  "key-file": { type: "string" },
  help: { type: "boolean" },
} as const;

type Input = { readonly settings: ChainSettings; readonly key: Hex | null };

export async function runSmokeCommand(
  args: readonly string[],
  { out, err }: Streams,
  nowMs: () => number = Date.now,
): Promise<number> {
  const input = readInput(args);
  if (!input.ok) {
    err(`portent smoke: ${input.error.message}`);
    return 2;
  }
  if (input.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const { settings, key } = input.value;
  const checks: SmokeCheck[] = [];
  const report = (check: SmokeCheck) => {
    checks.push(check);
    out(`${check.isOk ? "ok    " : "FAILED"} ${check.what}: ${check.found}\n`);
  };
  await checkChain(settings, report);
  if (key !== null) await sendAndReplace(settings, privateKeyToAccount(key), report, nowMs);
  const failed = checks.filter(({ isOk }) => !isOk).length;
  err(
    failed === 0
      ? `portent smoke: ${checks.length} checks passed`
      : `portent smoke: ${failed} of ${checks.length} failed`,
  );
  return failed === 0 ? 0 : 1;
}

function readInput(args: readonly string[]): Result<Input | null, Fault> {
  const values = readArguments(args, options);
  if (!values.ok) return values;
  const { chain, "key-file": keyFile, help: isHelp } = values.value;
  if (isHelp === true) return ok(null);
  if (typeof chain !== "string") return fault("--chain: name the file of the chain's settings");
  const settings = readSettings(chain);
  if (!settings.ok) return settings;
  if (typeof keyFile !== "string") return ok({ settings: settings.value, key: null });
  const file = readTextFile(keyFile);
  if (!file.ok) return fault(`--key-file: ${file.error.message}`);
  const key = file.value.trim();
  // The key is never repeated in a message.
  if (!isHex(key) || key.length !== 66) return fault(`--key-file: ${keyFile} holds no private key of 32 bytes in hex`);
  return ok({ settings: settings.value, key });
}
