import { parseGwei } from "viem";
import type { CastRecord } from "../../../execute/core/cast-record.ts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const isConfirmed = ({ cast }: CastRecord): boolean => cast.state === "CONFIRMED";
const depths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Fires, and has the cast in a block with so many blocks in all from that one on. */
async function confirm(scene: Scene, depth: number) {
  const fire = await scene.fire();
  await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
  await scene.chain.mine(1, 0);
  const { cast } = await scene.until(fire, "in a block", isConfirmed);
  await scene.chain.mine(depth - 1, 0);
  return { fire, blockHash: cast.blockHash };
}

/** Un-confirmed, or confirmed again elsewhere: its block is not what it was. */
const hasLeft = (blockHash: string | null) => (record: CastRecord) => record.cast.blockHash !== blockHash;

export const reorgs: readonly HardCase[] = [
  ...depths.map(
    (depth): HardCase => ({
      row: "reorg after receipt, depth 1 to 12",
      what: `depth ${depth}: un-confirmed, and executed once in another block`,
      isShort: depth === 12,
      play: async (harness) => {
        const scene = await Scene.open(harness);
        const { fire, blockHash } = await confirm(scene, depth);
        await scene.chain.reorganise(depth);
        await scene.until(fire, "un-confirmed", hasLeft(blockHash));
        const { cast } = await scene.endsAs(fire, "FINALIZED");
        must(cast.blockHash !== blockHash, "it ends with the block that is gone");
        await scene.soldOnlyByCasts(1);
        await scene.close();
      },
    }),
  ),
  {
    row: "reorg after receipt, depth 1 to 12",
    what: "the pool has forgotten it, too: sent again",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const { fire, blockHash } = await confirm(scene, 3);
      const sendsBefore = scene.asked.get("eth_sendRawTransaction") ?? 0;
      await scene.chain.reorganise(3);
      await scene.chain.rpc("anvil_dropAllTransactions", []);
      await scene.chain.mine(1, 0);
      await scene.until(fire, "un-confirmed", hasLeft(blockHash));
      await scene.endsAs(fire, "FINALIZED");
      must((scene.asked.get("eth_sendRawTransaction") ?? 0) > sendsBefore, "it was not sent again");
      must(scene.sent.of(fire.castId).length === 1, "other bytes left");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "reorg after receipt, depth 1 to 12",
    what: "gone again, and nobody can say so, while the next one waits: it is not signed on what is no more",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const { fire: first } = await confirm(scene, 2);
      scene.failBoth("lost", { method: "eth_getTransactionReceipt" });
      await scene.chain.reorganise(2);
      const second = await scene.fire();
      await scene.until(second, "taken in", () => true);
      await scene.untilAsked("eth_getTransactionReceipt", 6);
      const { attempts } = await scene.until(second, "anything", () => true);
      must(attempts.length === 0, "it was signed while nobody knew what became of the one before");
      scene.clearFaults();
      await scene.endsAs(first, "FINALIZED");
      await scene.endsAs(second, "FINALIZED");
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
  {
    row: "reorg after receipt, depth 1 to 12",
    what: "two casts come into one block that had one each: both kept their promises",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const { fire: first } = await confirm(scene, 1);
      const { fire: second } = await confirm(scene, 1);
      const { number } = await scene.chain.head();
      const { cast } = await scene.until(first, "in a block", isConfirmed);
      await scene.chain.reorganise(number - Number(cast.blockNumber) + 1);
      await scene.chain.mine(1, 0);
      const [one, two] = [await scene.endsAs(first, "FINALIZED"), await scene.endsAs(second, "FINALIZED")];
      must(one.cast.blockHash === two.cast.blockHash, "they did not come into one block");
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
  {
    row: "reorg after receipt, depth 1 to 12",
    what: "replaced by a sibling: the first transaction takes the place of its replacement",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "sent", ({ cast }) => cast.state === "PENDING");
      for (let block = 0; block < 5; block += 1) {
        await scene.chain.setBaseFee(parseGwei("1"));
        await scene.chain.mine(1, 0);
      }
      await scene.until(fire, "replaced", ({ attempts }) => attempts.length === 2);
      const { cast } = await scene.until(fire, "in a block", isConfirmed, { makesBlocks: true });
      const [first, second] = cast.attempts;
      must(cast.txHash === second?.hash, "the replacement is not what was mined");
      const [original] = scene.sent.of(fire.castId);
      must(original !== undefined && first !== undefined, "nothing was sent");
      const { number } = await scene.chain.head();
      await scene.chain.setBaseFee(1n);
      await scene.chain.reorganise(number - Number(cast.blockNumber) + 1, [original.raw]);
      const end = await scene.endsAs(fire, "FINALIZED");
      must(end.cast.txHash === first.hash, "it does not know which of its transactions was executed");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
];
