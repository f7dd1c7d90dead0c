import { type Hex, keccak256, parseGwei } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const minuteMs = 60_000;

/** A transaction of the vault's own lane that is not the vault's: somebody else has the relayer key. */
async function holdNonce(scene: Scene, nonce: number, maxFeeWei: bigint, tipWei: bigint): Promise<Hex> {
  const lane = privateKeyToAccount(scene.vault.laneKey);
  const raw = await lane.signTransaction({
    type: "eip1559",
    chainId: scene.chain.deployment.chainId,
    nonce,
    to: lane.address,
    gas: 21_000n,
    maxFeePerGas: maxFeeWei,
    maxPriorityFeePerGas: tipWei,
  });
  await scene.chain.rpc("eth_sendRawTransaction", [raw]);
  return raw;
}

const underpriced = "send-replacement-underpriced";

export const othersNonce: readonly HardCase[] = [
  {
    row: "replacement underpriced",
    what: "who holds the nonce goes away: the same bytes, the same nonce",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const held = await holdNonce(scene, 0, parseGwei("500"), parseGwei("400"));
      const fire = await scene.fire();
      await scene.until(fire, "underpriced", ({ cast }) => cast.reason?.code === underpriced);
      await scene.chain.rpc("anvil_dropTransaction", [keccak256(held)]);
      await scene.endsAs(fire, "FINALIZED");
      must(scene.sent.of(fire.castId).length === 1, "other bytes left");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "replacement underpriced",
    what: "who holds the nonce is outbid by one proper step",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      // Enough to be in the way, and not enough for the blocks that come.
      await holdNonce(scene, 0, parseGwei("0.1"), parseGwei("0.01"));
      const fire = await scene.fire();
      await scene.until(fire, "underpriced", ({ cast }) => cast.reason?.code === underpriced);
      await scene.mineAt(parseGwei("2"), fire);
      const { attempts } = await scene.endsAs(fire, "FINALIZED");
      must(attempts.length > 1 && attempts.every(({ nonce }) => nonce === 0), `${attempts.length} attempts`);
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "owner or another signer used the account",
    what: "the nonce is used by another: given up when three looks agree and the deadline is over, and the lane goes on",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      await holdNonce(scene, 0, parseGwei("500"), parseGwei("400"));
      const first = await scene.fire();
      await scene.until(first, "underpriced", ({ cast }) => cast.reason?.code === underpriced);
      await scene.chain.mine(20, 0);
      await scene.until(first, "nonce-taken", ({ foreignNonceLooks }) => foreignNonceLooks >= 3);
      const second = await scene.fire();
      await scene.endsAs(second, "FINALIZED");
      must(scene.sent.of(second.castId)[0]?.nonce === 1, "the second cast has another nonce than the next");
      await scene.passTime(31 * minuteMs);
      await scene.endsAs(first, "CANCELLED", "nonce-taken");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "owner or another signer used the account",
    what: "a stranger sends the signed call first: executed once, and the vault knows",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("lost", { method: "eth_sendRawTransaction" });
      const fire = await scene.fire();
      const { submission } = await scene.until(fire, "signed", ({ attempts }) => attempts.length > 0);
      must(submission !== null, "it has nothing to send");
      await scene.chain.wallet("keeper").send({ to: submission.to, data: submission.data, gas: 1_500_000n });
      scene.clearFaults();
      const { cast } = await scene.endsAs(fire, "FINALIZED");
      must(cast.gasPaidWei === null, "it takes the stranger's gas for its own");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
];
