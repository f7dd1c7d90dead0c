import { keccak256, numberToHex, parseEther, parseGwei } from "viem";
import { fallTrigger } from "../open-vault.ts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const minuteMs = 60_000;

export const blocksAndFees: readonly HardCase[] = [
  {
    row: "dropped from the mempool",
    what: "the same bytes again",
    isShort: true,
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      const [sent] = scene.sent.of(fire.castId);
      must(sent !== undefined, "nothing was sent");
      const dropped = await scene.chain.rpc("anvil_dropTransaction", [keccak256(sent.raw)]);
      must(dropped !== null, "there was nothing to drop");
      await scene.chain.mine(1, 0);
      await scene.endsAs(fire, "FINALIZED");
      must(scene.sent.of(fire.castId).length === 1, "other bytes left");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "chain halt",
    what: "no block, no bump: one transaction waits, and is not refused by the clock on the wall",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      await scene.untilAsked("eth_getTransactionReceipt", 24);
      const { attempts } = await scene.until(fire, "still pending", ({ cast }) => cast.state === "PENDING");
      must(attempts.length === 1, `${attempts.length} transactions while nothing moved`);
      await scene.endsAs(fire, "FINALIZED");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "base fee × 8",
    what: "bumped to what the block needs, with the same nonce",
    isShort: true,
    play: async (harness) => {
      const scene = await Scene.open(harness);
      await scene.chain.setBaseFee(parseGwei("1"));
      const fire = await scene.fire();
      await scene.until(fire, "pending", ({ cast }) => cast.state === "PENDING");
      const { cast } = await scene.mineAt(parseGwei("8"), fire);
      must(cast.txHash !== cast.attempts[0]?.hash, "what was mined had not been bumped");
      await scene.endsAs(fire, "FINALIZED");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "base fee × 8",
    what: "above the ceiling what only takes a chance is refused, visibly, and never sent",
    play: async (harness) => {
      const scene = await Scene.open(harness, { triggers: [fallTrigger("falls", "opportunistic")] });
      await scene.chain.setBaseFee(parseGwei("250"));
      const fire = await scene.fire();
      await scene.endsAs(fire, "REFUSED", "fees-too-high");
      must(scene.sent.of(fire.castId).length === 0, "something was sent");
      await scene.close();
    },
  },
  {
    row: "base fee × 8",
    what: "what protects has a ceiling of its own, waits above that, and goes on below",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      await scene.chain.setBaseFee(parseGwei("1700"));
      const fire = await scene.fire();
      await scene.until(fire, "held", ({ cast }) => cast.reason?.code === "fees-too-high");
      await scene.chain.setBaseFee(parseGwei("250"));
      await harness.sweep();
      await scene.endsAs(fire, "FINALIZED");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: "gas money gone",
    what: "held at the head of its line, says so, goes on when refilled; the next one after it",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fund = (wei: bigint) => scene.chain.rpc("anvil_setBalance", [scene.vault.lane, numberToHex(wei)]);
      await fund(0n);
      const first = await scene.fire();
      await scene.until(first, "held", ({ cast }) => cast.reason?.code === "no-gas-money");
      const second = await scene.fire();
      await scene.until(second, "taken in", () => true);
      const alerts = (await scene.vault.view()).alerts.map(({ id }) => id);
      must(
        alerts.some((id) => id.includes(first.castId) || id.startsWith("gas:")),
        `it alerts nobody: ${alerts.join()}`,
      );
      await fund(parseEther("1"));
      await harness.sweep();
      const [one, two] = [await scene.endsAs(first, "FINALIZED"), await scene.endsAs(second, "FINALIZED")];
      must(one.attempts[0]?.nonce === 0 && two.attempts[0]?.nonce === 1, "they went out of order");
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
  {
    row: "chain halt",
    what: "no block before its deadline: freed, and ended when that is final, never executed",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("lost", { method: "eth_sendRawTransaction" });
      const fire = await scene.fire();
      await scene.until(fire, "signed and sent into the void", ({ firstSentWallMs }) => firstSentWallMs !== null);
      await scene.passTime(31 * minuteMs);
      scene.clearFaults();
      await scene.endsAs(fire, "CANCELLED", "expired-unmined");
      await scene.soldOnlyByCasts(0);
      await scene.close();
    },
  },
];
