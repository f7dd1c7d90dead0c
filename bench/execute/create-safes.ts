import { type Address, decodeEventLog, encodeFunctionData, type Hex, zeroAddress } from "viem";
import { chunk } from "../../contracts/chunk.ts";
import { safeAbi, safeProxyFactoryAbi } from "../../execute/core/abis.ts";
import type { LocalReceipt } from "../../local/chain/local-wallet.ts";
import type { Bench } from "./start-bench.ts";

/** More than one takes (249,016); many fit into a block. */
const gas = 350_000n;
const sendsAtOnce = 400;
/** Apart from those that `openVault` uses. */
const firstSalt = 1_000_000n;

/** Safes of the test owner, many in each block. Addresses in lower case. */
export async function createSafes({ chain }: Bench, count: number): Promise<string[]> {
  const { safeProxyFactory, safeSingleton, fallbackHandler } = chain.deployment.addresses;
  const setup = encodeFunctionData({
    abi: safeAbi,
    functionName: "setup",
    args: [[chain.accounts.owner.address], 1n, zeroAddress, "0x", fallbackHandler, zeroAddress, 0n, zeroAddress],
  });
  const create = (salt: bigint) => ({
    to: safeProxyFactory,
    gas,
    data: encodeFunctionData({
      abi: safeProxyFactoryAbi,
      functionName: "createProxyWithNonce",
      args: [safeSingleton, setup, salt],
    }),
  });
  const deployer = chain.wallet("deployer");
  const salts = Array.from({ length: count }, (_, index) => firstSalt + BigInt(index));
  const safes: Address[] = [];
  for (const some of chunk(salts, sendsAtOnce)) {
    for (const receipt of await deployer.sendAll(some.map(create))) safes.push(readProxy(receipt, safeProxyFactory));
  }
  return safes.map((safe) => safe.toLowerCase());
}

function readProxy({ logs }: LocalReceipt, factory: Address): Address {
  const log = logs.find(({ address }) => address.toLowerCase() === factory.toLowerCase());
  if (log === undefined) throw new Error("the transaction made no Safe");
  const topics = log.topics as [Hex, ...Hex[]];
  return decodeEventLog({ abi: safeProxyFactoryAbi, data: log.data, topics }).args.proxy;
}
