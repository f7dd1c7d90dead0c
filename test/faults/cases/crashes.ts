import type { ProxyMoment } from "../../../local/chain/fault-proxy.ts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const row = "crash between any two steps";

const atRequests: readonly (Pick<ProxyMoment, "method" | "when"> & {
  readonly what: string;
  readonly isShort?: boolean;
})[] = [
  { what: "killed as the fire is taken in", method: "eth_getBlockByNumber", when: "arrived" },
  { what: "killed while it is planned", method: "eth_feeHistory", when: "arrived" },
  { what: "killed before it is signed", method: "eth_estimateGas", when: "answered" },
  {
    what: "killed with bytes on record that landed nowhere",
    method: "eth_sendRawTransaction",
    when: "arrived",
    isShort: true,
  },
  {
    what: "killed after they landed, before anyone heard",
    method: "eth_sendRawTransaction",
    when: "answered",
    isShort: true,
  },
  { what: "killed while its receipt is read", method: "eth_getTransactionReceipt", when: "answered" },
];

export const crashes: readonly HardCase[] = [
  ...atRequests.map(
    ({ what, isShort = false, method, when }): HardCase => ({
      row,
      what,
      isShort,
      play: async (harness) => {
        const scene = await Scene.open(harness);
        const fire = await scene.makeFire();
        await scene.killAt({ method, when }, fire);
        await endsOnce(scene, fire);
        await scene.close();
      },
    }),
  ),
  {
    row,
    what: "killed with it in a block that is not final",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "in a block", ({ cast }) => cast.state === "CONFIRMED", { makesBlocks: true });
      await scene.killAt({ method: "eth_getTransactionReceipt", when: "arrived" }, fire);
      await endsOnce(scene, fire);
      await scene.close();
    },
  },
];

/** Executed once, by the one set of bytes that ever left. */
async function endsOnce(scene: Scene, fire: Awaited<ReturnType<Scene["makeFire"]>>): Promise<void> {
  await scene.endsAs(fire, "FINALIZED");
  const sets = scene.sent.of(fire.castId).length;
  must(sets === 1, `${sets} sets of bytes left`);
  await scene.soldOnlyByCasts(1);
}
