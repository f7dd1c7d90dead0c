import { afterAll, beforeAll, expect, test } from "vitest";
import { createLocalRpc } from "../../local/chain/local-wallet.ts";
import { mineBlock, readHead } from "../../local/chain/mine-block.ts";
import { waitUntil } from "../../local/wait-until.ts";
import type { World } from "../../local/world.ts";
import { fallMs, minuteMs, readChain, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
beforeAll(async () => {
  world = await startTestWorld("killed-workers");
});
afterAll(() => world?.stop());

test("workerd is killed in the middle of a cast, three times: executed exactly once", async () => {
  await replayTo(world, fallMs - minuteMs);
  await world.pauseMining();
  const states: string[] = [];
  const castState = async () => (await world.view()).casts[0]?.state ?? "none";
  const killAt = async (isReached: (state: string) => boolean) => {
    expect(await waitUntil(20_000, async () => isReached(await castState()), 5)).toBe(true);
    states.push(await castState());
    await world.killWorkers();
    await world.restartWorkers();
  };
  // A schedule of that minute that was under way is cut off, too; what it left undone comes with the next.
  const minute = world.runMinute(fallMs).catch((cause: unknown) => cause);

  // As soon as the vault took the fire in; then with the transaction in the pool; then in a block that is not final.
  await killAt((state) => state !== "none");
  await killAt((state) => state === "SUBMITTED" || state === "PENDING");
  const rpc = createLocalRpc(world.chain.rpcUrl);
  await mineBlock(rpc, (await readHead(rpc)).timestamp);
  await killAt((state) => state === "CONFIRMED");
  world.resumeMining();
  expect(await waitUntil(20_000, async () => (await castState()) === "FINALIZED")).toBe(true);
  await minute;

  expect(states[2]).toBe("CONFIRMED");
  const { executions, weth } = await readChain(world);
  expect(executions).toBe(1);
  expect(weth).toBe(5n * 10n ** 18n);
  const view = await world.view();
  expect(view.casts).toHaveLength(1);
  // And life goes on: the same fire is not taken in again.
  await replayTo(world, fallMs + 6 * minuteMs);
  expect((await readChain(world)).executions).toBe(1);
});
