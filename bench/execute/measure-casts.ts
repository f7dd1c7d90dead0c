import { type Hex, keccak256, numberToHex, parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { Receipt } from "../../execute/adapters/chain-schemas.ts";
import { countPending } from "../../local/chain/mine-block.ts";
import { waitUntil } from "../../local/wait-until.ts";
import { makeRow } from "../evaluate/make-row.ts";
import { medianOf } from "../evaluate/time-ticks.ts";
import type { Row } from "../measurement.ts";
import { awaitCasts } from "./await-casts.ts";
import type { FireMaker } from "./fire-maker.ts";
import { readTimes } from "./read-times.ts";
import type { Bench } from "./start-bench.ts";

const name = "execute/casts-per-second";
const patienceMs = 60_000;

/**
 * Real casts of vaults that are fired at once, a second, until the last one is in a block; and as many plain transfers, each
 * of an account of its own, through the same node and the same blocks. The median of several runs of each.
 */
export async function measureCasts(
  bench: Bench,
  maker: FireMaker,
  plan: { readonly vaults: readonly string[]; readonly runs: number; readonly trigger: string },
): Promise<readonly Row[]> {
  const n = plan.vaults.length;
  const casts: number[] = [];
  const transfers: number[] = [];
  for (let run = 0; run < plan.runs; run += 1) {
    casts.push(n / ((await timeCasts(bench, maker, plan)) / 1_000));
    transfers.push(n / ((await timeTransfers(bench, n)) / 1_000));
  }
  const unit = "per second";
  const ours = medianOf(casts);
  return [
    makeRow({ case: name, n, value: ours, unit }),
    makeRow({ case: name, n, value: medianOf(transfers), unit }, { name: "bare-chain", ours }),
  ];
}

async function timeCasts(
  bench: Bench,
  maker: FireMaker,
  { vaults, trigger }: { readonly vaults: readonly string[]; readonly trigger: string },
): Promise<number> {
  const { messages, casts } = await maker.make(vaults, trigger, (await bench.chain.head()).timeMs);
  const startedMs = Date.now();
  await bench.call("fire", messages);
  const times = (await awaitCasts(bench, casts)).map((cast) => readTimes(startedMs, cast));
  return Math.max(...times.map(({ includedMs }) => includedMs)) - startedMs;
}

async function timeTransfers({ chain }: Bench, n: number): Promise<number> {
  const signed: Hex[] = [];
  for (let index = 0; index < n; index += 1) {
    const account = privateKeyToAccount(generatePrivateKey());
    await chain.rpc("anvil_setBalance", [account.address, numberToHex(parseEther("1"))]);
    const fees = { maxFeePerGas: 50_000_000_000n, maxPriorityFeePerGas: 1n, gas: 21_000n };
    const { chainId } = chain.deployment;
    signed.push(
      await account.signTransaction({ type: "eip1559", chainId, nonce: 0, to: account.address, value: 1n, ...fees }),
    );
  }
  const startMs = performance.now();
  await Promise.all(signed.map((bytes) => chain.rpc("eth_sendRawTransaction", [bytes])));
  const areMined = await waitUntil(patienceMs, async () => (await countPending(chain.rpc)) === 0, 5);
  const elapsedMs = performance.now() - startMs;
  const receipts = await Promise.all(signed.map((bytes) => chain.rpc("eth_getTransactionReceipt", [keccak256(bytes)])));
  const mined = receipts.filter((receipt) => Receipt.parse(receipt).status === "success").length;
  if (!areMined || mined !== n) throw new Error(`${mined} of ${n} transfers were mined`);
  return elapsedMs;
}
