import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Abi, Hex } from "viem";
import { z } from "zod";

export type CompiledContract = { readonly abi: Abi; readonly bytecode: Hex };

const root = join(import.meta.dirname, "../..");
const files = {
  CastGuard: "execute/contracts/cast-guard.sol",
  ExpiryCondition: "execute/contracts/expiry-condition.sol",
  LeastOrderOutput: "execute/contracts/least-order-output.sol",
  LeastOutput: "execute/contracts/least-output.sol",
  OrderBook: "execute/contracts/order-book.sol",
  SettablePrice: "local/contracts/settable-price.sol",
} as const;
export type OwnContract = keyof typeof files;

/** The project's own Solidity, by path. */
export function readContractSources(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(files).map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

/** Settings that decide the bytes; part of the cache key of the built state. */
export const compilerSettings = {
  // Named, because the compiler's default moves on. Every chain that is meant to be used has it.
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 10_000 },
  metadata: { bytecodeHash: "none", appendCBOR: false },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
} as const;

/** Compiles the project's contracts. Warnings count as errors. Loading the compiler takes about half a second. */
export function compileContracts(): Readonly<Record<OwnContract, CompiledContract>> {
  const require = createRequire(import.meta.url);
  const solc = Compiler.parse(require("solc"));
  const sources = Object.fromEntries(
    Object.entries(readContractSources()).map(([file, content]) => [file, { content }]),
  );
  const output = Output.parse(
    JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings: compilerSettings }))),
  );
  if (output.errors.length > 0) throw new Error(output.errors.map((entry) => entry.formattedMessage).join("\n"));
  const pick = (name: OwnContract): CompiledContract => {
    const found = output.contracts[files[name]]?.[name];
    if (found === undefined) throw new Error(`${files[name]} has no contract ${name}`);
    return { abi: found.abi as Abi, bytecode: `0x${found.evm.bytecode.object}` };
  };
  return {
    CastGuard: pick("CastGuard"),
    ExpiryCondition: pick("ExpiryCondition"),
    LeastOrderOutput: pick("LeastOrderOutput"),
    LeastOutput: pick("LeastOutput"),
    OrderBook: pick("OrderBook"),
    SettablePrice: pick("SettablePrice"),
  };
}

const Compiler = z.object({ compile: z.custom<(input: string) => string>((value) => typeof value === "function") });
const Output = z.object({
  errors: z.array(z.object({ formattedMessage: z.string() })).default([]),
  contracts: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ abi: z.array(z.unknown()), evm: z.object({ bytecode: z.object({ object: z.string() }) }) }),
    ),
  ),
});
