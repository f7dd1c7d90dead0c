import { numberToHex } from "viem";
import type { FaultRule } from "../../../local/chain/fault-proxy-faults.ts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const row = "nodes disagree or lag";

/** Wrong all along at one node; the other one is right. */
const atOneNode: readonly { readonly what: string; readonly rule: FaultRule }[] = [
  { what: "one is four blocks behind", rule: { kind: "lag", blocks: 4 } },
  { what: "one takes nothing that is sent", rule: { kind: "lost", method: "eth_sendRawTransaction" } },
  { what: "one denies every receipt", rule: { kind: "null-receipt" } },
  { what: "one says that it is of another chain", rule: { kind: "wrong-chain-id" } },
  { what: "one answers HTML to everything", rule: { kind: "html" } },
  { what: "one answers with an error to everything", rule: { kind: "wrong-error" } },
];

export const nodes: readonly HardCase[] = [
  ...atOneNode.map(
    ({ what, rule }): HardCase => ({
      row,
      what: `${what}: executed once`,
      play: async (harness) => {
        for (const node of [0, 1] as const) {
          const scene = await Scene.open(harness);
          scene.chain.proxies[node].faults.set(rule);
          const fire = await scene.fire();
          await scene.endsAs(fire, "FINALIZED");
          must(scene.sent.of(fire.castId).length === 1, "other bytes left");
          await scene.soldOnlyByCasts(1);
          await scene.close();
        }
      },
    }),
  ),
  {
    row,
    what: "receipts name another block every second time: it ends with the block that is",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.chain.proxies[0].faults.set({ kind: "flapping-receipt" });
      const fire = await scene.fire();
      const { cast } = await scene.endsAs(fire, "FINALIZED");
      const block = await scene.chain.rpc("eth_getBlockByNumber", [numberToHex(BigInt(cast.blockNumber ?? 0)), false]);
      must((block as { hash: string }).hash === cast.blockHash, "it ended with a block that never was");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row,
    what: "claimed, they say, and neither its receipt nor the claim can be read: no verdict",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("null-receipt");
      scene.failBoth("lost", { method: "eth_getLogs" });
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      await scene.chain.mine(20, 0);
      await scene.untilAsked("eth_getTransactionReceipt", 4);
      const { cast } = await scene.until(fire, "anything", () => true);
      must(cast.state === "PENDING", `without an answer it became ${cast.state}`);
      scene.clearFaults();
      await scene.endsAs(fire, "FINALIZED");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row,
    what: "one tells blocks that are three behind when the next cast is planned: it sells of what the one before has left",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const first = await scene.fire();
      await scene.until(first, "in a block", ({ cast }) => cast.state === "CONFIRMED", { makesBlocks: true });
      scene.chain.proxies[0].faults.set({ kind: "lag", blocks: 3, method: "eth_getBlockByNumber" });
      const second = await scene.fire();
      await scene.until(second, "taken in", () => true);
      await scene.endsAs(second, "FINALIZED");
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
  {
    row,
    what: "both are three blocks behind when the next cast is planned: it sells of what the one before has left",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const first = await scene.fire();
      await scene.until(first, "in a block", ({ cast }) => cast.state === "CONFIRMED", { makesBlocks: true });
      scene.failBoth("lag", { blocks: 3 });
      const second = await scene.fire();
      await scene.until(second, "taken in", () => true);
      await scene.endsAs(second, "FINALIZED");
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
  {
    row,
    what: "both tell a nonce that is behind: the lane's next one is not lowered",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const first = await scene.fire();
      await scene.endsAs(first, "FINALIZED");
      scene.failBoth("nonce-behind", { blocks: 3 });
      const second = await scene.fire();
      const { attempts } = await scene.endsAs(second, "FINALIZED");
      must(attempts.length === 1 && attempts[0]?.nonce === 1, `the second cast has nonce ${attempts[0]?.nonce}`);
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
];
