import type { FaultRule } from "../../../local/chain/fault-proxy-faults.ts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const row = "nodes disagree or lag";

/** Wrong all along at one node; the other one is right. */
const atOneNode: readonly { readonly what: string; readonly rule: FaultRule; readonly isShort?: boolean }[] = [
  { what: "one is four blocks behind", rule: { kind: "lag", blocks: 4 }, isShort: true },
  { what: "one takes nothing that is sent", rule: { kind: "lost", method: "eth_sendRawTransaction" } },
  { what: "one denies every receipt", rule: { kind: "null-receipt" } },
  { what: "one says that it is of another chain", rule: { kind: "wrong-chain-id" } },
  { what: "one answers HTML to everything", rule: { kind: "html" } },
  { what: "one answers with an error to everything", rule: { kind: "wrong-error" } },
];

export const nodes: readonly HardCase[] = [
  ...atOneNode.map(
    ({ what, rule, isShort = false }): HardCase => ({
      row,
      what: `${what}: executed once`,
      isShort,
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
    what: "receipts name changing blocks: no verdict until they agree",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("flapping-receipt");
      scene.failBoth("lost", { method: "eth_getLogs" });
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      await scene.chain.mine(20, 0);
      await scene.untilAsked("eth_getTransactionReceipt", 10);
      const { cast } = await scene.until(fire, "something", () => true);
      must(cast.state === "PENDING" || cast.state === "CONFIRMED", `on contradictions it became ${cast.state}`);
      scene.clearFaults();
      await scene.endsAs(fire, "FINALIZED");
      await scene.soldOnlyByCasts(1);
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
