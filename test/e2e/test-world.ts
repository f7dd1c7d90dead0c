import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Address, encodeEventTopics, encodeFunctionData } from "viem";
import { castGuardAbi, erc20Abi } from "../../execute/core/abis.ts";
import { createLocalRpc } from "../../local/chain/local-wallet.ts";
import { chooseFeed, replayStartMs } from "../../local/choose-feed.ts";
import { findFreePort } from "../../local/free-port.ts";
import { startWorld, type World, type WorldOptions } from "../../local/world.ts";

export const minuteMs = 60_000;
/** In the recorded feed and in its reconstruction, the hour's fall first passes 5 % here. */
export const fallMs = Date.UTC(2021, 4, 19, 11, 18);
/** The first run of the six-hour job in the replay: clusters, cascades and exports are there after it. */
export const analyticsMs = Date.UTC(2021, 4, 19, 12);

const root = join(import.meta.dirname, "../..");

/** A whole Portent of its own for one test: real Workers, Postgres and chain, in a folder that is emptied first. */
export async function startTestWorld(
  name: string,
  options: Pick<WorldOptions, "mains" | "sources"> & Partial<Pick<WorldOptions, "onLog">> = {},
): Promise<World> {
  const dir = join(root, ".portent", "tests", name);
  rmSync(dir, { recursive: true, force: true });
  return startWorld({
    root,
    dir,
    feed: chooseFeed(root, process.env, () => {}),
    startMs: replayStartMs,
    // A fixed one: after a restart the page finds the Workers again.
    port: await findFreePort(),
    onStep: () => {},
    onLog: () => {},
    ...options,
  });
}

/** Replays every minute from the clock's present up to and including `toMs`. */
export async function replayTo(world: World, toMs: number): Promise<void> {
  for (let atMs = world.clock.nowMs; atMs <= toMs; atMs += minuteMs) await world.runMinute(atMs);
}

/** What the Safe holds, asked of the chain itself, and how often it executed a cast, by the guard's events. */
export async function readChain(world: World): Promise<{ weth: bigint; usdc: bigint; executions: number }> {
  const { rpcUrl, deployment } = world.chain;
  const { addresses, demoVault } = deployment;
  const rpc = createLocalRpc(rpcUrl);
  const balanceOf = async (token: Address) => {
    const data = encodeFunctionData({ abi: erc20Abi, functionName: "balanceOf", args: [demoVault.safe] });
    return BigInt((await rpc("eth_call", [{ to: token, data }, "latest"])) as string);
  };
  const topics = encodeEventTopics({ abi: castGuardAbi, eventName: "CastClaimed", args: { safe: demoVault.safe } });
  const filter = { fromBlock: "0x0", toBlock: "latest", address: addresses.castGuard, topics };
  const logs = (await rpc("eth_getLogs", [filter])) as unknown[];
  return { weth: await balanceOf(addresses.weth), usdc: await balanceOf(addresses.usdc), executions: logs.length };
}
