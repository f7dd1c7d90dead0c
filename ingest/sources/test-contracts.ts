import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Address, encodeFunctionData, type Hex, parseAbi } from "viem";
import { compilerSettings } from "../../local/chain/compile-contracts.ts";
import { create2, deployContract, nickFactory } from "../../local/chain/create2.ts";
import type { LocalWallet } from "../../local/chain/local-wallet.ts";
import { multicall3 } from "./read-contracts.ts";

const root = join(import.meta.dirname, "../..");
const feedAbi = parseAbi([
  "constructor(uint8 decimals)",
  "function push(int256 price, uint256 updatedAt)",
  "function close()",
]);

/** Puts the real Multicall3, as viem carries it, to its public address. */
export async function placeMulticall3(wallet: LocalWallet): Promise<void> {
  const constants = join(root, "node_modules/viem/_esm/constants/contracts.js");
  const { multicall3Bytecode } = (await import(constants)) as { readonly multicall3Bytecode: Hex };
  const deployed = await create2(wallet, nickFactory, multicall3Bytecode);
  await wallet.setCode(multicall3, await wallet.requireCode(deployed));
}

/** A price feed whose rounds the test sets. */
export async function deployFeed(wallet: LocalWallet, decimals: number) {
  const address: Address = await deployContract(wallet, { abi: feedAbi, bytecode: compileFeed() }, [decimals]);
  const send = (data: Hex) => wallet.send({ to: address, data });
  return {
    address,
    push: (price: bigint, updatedAtS: bigint) =>
      send(encodeFunctionData({ abi: feedAbi, functionName: "push", args: [price, updatedAtS] })),
    close: () => send(encodeFunctionData({ abi: feedAbi, functionName: "close" })),
  };
}

let compiled: Hex | undefined;
function compileFeed(): Hex {
  if (compiled !== undefined) return compiled;
  const solc = createRequire(import.meta.url)("solc") as { compile: (input: string) => string };
  const content = readFileSync(join(import.meta.dirname, "../fixtures/price-feed.sol"), "utf8");
  const sources = { "price-feed.sol": { content } };
  const output = JSON.parse(
    solc.compile(JSON.stringify({ language: "Solidity", sources, settings: compilerSettings })),
  ) as { contracts: Partial<Record<string, { PriceFeed: { evm: { bytecode: { object: string } } } }>> };
  const object = output.contracts["price-feed.sol"]?.PriceFeed.evm.bytecode.object;
  if (object === undefined) throw new Error("price-feed.sol does not compile");
  compiled = `0x${object}`;
  return compiled;
}
