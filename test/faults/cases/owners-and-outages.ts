import { encodeFunctionData, parseEther } from "viem";
import { createChain } from "../../../execute/adapters/chain.ts";
import { erc20Abi } from "../../../execute/core/abis.ts";
import { buildSafeBatch } from "../../../execute/core/safe-tx.ts";
import { toSafeTxJson } from "../../../execute/core/safe-tx-json.ts";
import { waitUntil } from "../../../local/wait-until.ts";
import { breakables } from "../breakables.ts";
import { fallTrigger } from "../open-vault.ts";
import { readTruth } from "../read-truth.ts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const minuteMs = 60_000;
const outage = "queue, Neon, KV down, one or all";

export const ownersAndOutages: readonly HardCase[] = [
  {
    row: "owner or another signer used the account",
    what: "the owner moves tokens out while a cast waits: it executes on what is left, and is final",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("lost", { method: "eth_sendRawTransaction" });
      const fire = await scene.fire();
      await scene.until(fire, "signed", ({ attempts }) => attempts.length > 0);
      await moveAsOwner(scene, parseEther("1"));
      scene.clearFaults();
      await scene.endsAs(fire, "FINALIZED");
      const { claims, sales } = await readTruth(scene.chain, scene.vault.address);
      must(claims.size === 1 && sales === 2, `${claims.size} casts, ${sales} transfers out`);
      await scene.close();
    },
  },
  {
    row: "owner or another signer used the account",
    what: "the owner moves tokens out in the very block of a cast: it has kept its promise",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      // Mines the block that both are in.
      await moveAsOwner(scene, parseEther("1"));
      await scene.endsAs(fire, "FINALIZED");
      await scene.close();
    },
  },
  {
    row: "cancel races inclusion",
    what: "taken back while it waits: the nonce is used for nothing, never executed",
    isShort: true,
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      await scene.vault.owner.act("cancel-cast", { castId: fire.castId });
      await scene.until(fire, "freed", ({ attempts }) => attempts.some(({ kind }) => kind === "free"));
      await scene.until(fire, "its nonce used", ({ isLaneFree }) => isLaneFree, { makesBlocks: true });
      await scene.passTime(31 * minuteMs);
      await scene.endsAs(fire, "CANCELLED", "cancelled-by-owner");
      await scene.soldOnlyByCasts(0);
      await scene.close();
    },
  },
  {
    row: "cancel races inclusion",
    what: "taken back too late: what was mined is the truth",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      scene.failBoth("lost", { method: "eth_sendRawTransaction" });
      await scene.vault.owner.act("cancel-cast", { castId: fire.castId });
      await scene.until(fire, "freed", ({ attempts }) => attempts.some(({ kind }) => kind === "free"));
      await scene.chain.mine(1, 0);
      scene.clearFaults();
      await scene.endsAs(fire, "FINALIZED");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: outage,
    what: "all of them from the moment of sending: the cast finishes, telemetry comes later",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      await harness.breakDown(breakables);
      await scene.endsAs(fire, "FINALIZED");
      await harness.breakDown([]);
      const isTold = await waitUntil(20_000, async () => {
        const { journal } = await harness.readSeen();
        return journal.some((id) => id.startsWith(`journal:cast:${fire.castId}`));
      });
      must(isTold, "its telemetry never came");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  ...breakables.map(
    (name): HardCase => ({
      row: outage,
      what: `${name} from the beginning: what protects is executed`,
      play: async (harness) => {
        const scene = await Scene.open(harness);
        await harness.breakDown([name]);
        const fire = await scene.fire();
        await scene.endsAs(fire, "FINALIZED");
        await scene.soldOnlyByCasts(1);
        await scene.close();
      },
    }),
  ),
  {
    row: outage,
    what: "what only takes a chance is held, what protects passes it: signed when that one is in a block, on what it has left",
    isShort: true,
    play: async (harness) => {
      const triggers = [fallTrigger("chance", "opportunistic"), fallTrigger("protects", "protective")];
      const scene = await Scene.open(harness, { triggers });
      await harness.breakDown(["OPEN_WORK"]);
      const chance = await scene.fire({ triggerId: "chance" });
      await scene.until(chance, "held", ({ cast }) => cast.reason?.code === "not-watched");
      const protects = await scene.fire({ triggerId: "protects" });
      await scene.until(protects, "pending", ({ cast }) => cast.state === "PENDING");
      await harness.breakDown([]);
      const { cast } = await scene.until(
        chance,
        "another word",
        ({ cast: { reason } }) => reason?.code !== "not-watched",
      );
      must(cast.reason?.code === "waits-in-line", `it is ${cast.state} ${cast.reason?.code ?? ""}`);
      await scene.endsAs(protects, "FINALIZED");
      await scene.endsAs(chance, "FINALIZED");
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
  {
    row: outage,
    what: "the vault itself when its fire comes: the queue brings it again",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      await harness.breakDown(["VAULT"]);
      const fire = await scene.fire();
      const isReturned = async () => (await harness.readSeen()).returned.includes(fire.message.id);
      must(await waitUntil(20_000, isReturned), "it was not given back to the queue");
      await harness.breakDown([]);
      await scene.endsAs(fire, "FINALIZED");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: outage,
    what: "an emergency close with the chain and the vault alone: everything is sold, once",
    isShort: true,
    play: async (harness) => {
      const scene = await Scene.open(harness);
      await harness.breakDown(breakables);
      const { casts } = await scene.vault.owner.act("emergency-close", { scope: "vault" });
      must(Array.isArray(casts) && casts.length > 0, "it began nothing");
      for (const castId of casts as string[]) await scene.endsAs({ castId: castId as never }, "FINALIZED");
      const { weth, sales } = await readTruth(scene.chain, scene.vault.address);
      must(weth === 0n && sales === 1, `the Safe holds ${weth} wei of WETH after ${sales} sales`);
      await scene.close();
    },
  },
];

/** The owner pays WETH out of the Safe with their own wallet. */
async function moveAsOwner({ chain, vault }: Scene, amount: bigint): Promise<void> {
  const { addresses, chainId } = chain.deployment;
  const nonce = await createChain({ rpcUrls: [chain.rpcUrl], chainId }).safeNonce(vault.address);
  if (!nonce.ok) throw new Error(nonce.error.message);
  const args = [chain.accounts.owner.address, amount] as const;
  const data = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args });
  const tx = buildSafeBatch({
    calls: [{ to: addresses.weth, value: 0n, data }],
    multiSendCallOnly: addresses.multiSendCallOnly,
    nonce: nonce.value,
  });
  await vault.sendAsOwner(toSafeTxJson(tx));
}
