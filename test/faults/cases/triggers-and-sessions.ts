import type { SafeTxJson } from "../../../execute/core/safe-tx-json.ts";
import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const minuteMs = 60_000;
const sendMethod = "eth_sendRawTransaction";
const trigger = "trigger delivered twice, out of order, late";
const session = "session key expired or revoked between sign and send";

export const triggersAndSessions: readonly HardCase[] = [
  {
    row: trigger,
    what: "five times at once, and again when it is over: one cast",
    isShort: true,
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.makeFire();
      await scene.deliver(fire, fire, fire, fire, fire);
      await scene.endsAs(fire, "FINALIZED");
      await scene.deliver(fire, fire);
      const next = await scene.fire();
      await scene.endsAs(next, "FINALIZED");
      must((await harness.readCasts(scene.vault.address)).length === 2, "it became several casts");
      await scene.soldOnlyByCasts(2);
      await scene.close();
    },
  },
  {
    row: trigger,
    what: "the later one first: one cast, of that one",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const [earlier, later] = [await scene.makeFire(), await scene.makeFire()];
      await scene.deliver(later);
      await scene.until(later, "taken in", () => true);
      await scene.deliver(earlier);
      await scene.endsAs(later, "FINALIZED");
      must((await scene.record(earlier)) === undefined, "the overtaken one was taken in, too");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
  {
    row: trigger,
    what: "late beyond its deadline: refused with the reason, never sent",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      const fire = await scene.fire({ agoMs: 40 * minuteMs });
      await scene.endsAs(fire, "REFUSED", "expired");
      must(scene.sent.of(fire.castId).length === 0, "something was sent");
      await scene.soldOnlyByCasts(0);
      await scene.close();
    },
  },
  {
    row: session,
    what: "revoked on chain after it was signed: taken back by the chain, and told as that",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("lost", { method: sendMethod });
      const fire = await scene.fire();
      await scene.until(fire, "signed", ({ attempts }) => attempts.length > 0);
      const { safeTx } = await scene.vault.owner.act("disarm", {});
      await scene.vault.sendAsOwner(safeTx as SafeTxJson);
      scene.clearFaults();
      const told = await scene.until(fire, "reverted", ({ cast }) => cast.reason?.code === "reverted", {
        makesBlocks: true,
      });
      must(told.cast.state === "CONFIRMED", `it became ${told.cast.state} before its deadline was final`);
      await scene.passTime(31 * minuteMs);
      await scene.endsAs(fire, "REVERTED", "reverted");
      await scene.soldOnlyByCasts(0);
      await scene.close();
    },
  },
  {
    row: session,
    what: "revoked before it was signed: refused",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      await scene.vault.owner.act("disarm", {});
      const fire = await scene.fire();
      await scene.endsAs(fire, "REFUSED", "no-session");
      must(scene.sent.of(fire.castId).length === 0, "something was sent");
      await scene.close();
    },
  },
  {
    row: session,
    what: "expired after it was signed: the guard refuses it, nothing moves",
    play: async (harness) => {
      const scene = await Scene.open(harness, { sessionMs: 10 * minuteMs });
      scene.failBoth("lost", { method: sendMethod });
      const fire = await scene.fire();
      await scene.until(fire, "signed", ({ attempts }) => attempts.length > 0);
      await scene.chain.mine(1, 11 * 60);
      scene.clearFaults();
      await scene.until(fire, "reverted", ({ cast }) => cast.reason?.code === "reverted", { makesBlocks: true });
      await scene.passTime(31 * minuteMs);
      await scene.endsAs(fire, "REVERTED", "reverted");
      await scene.soldOnlyByCasts(0);
      await scene.close();
    },
  },
  {
    row: session,
    what: "expired before it was signed: refused",
    play: async (harness) => {
      const scene = await Scene.open(harness, { sessionMs: 10 * minuteMs });
      await scene.chain.mine(1, 11 * 60);
      const fire = await scene.fire();
      await scene.endsAs(fire, "REFUSED", "session-expired");
      await scene.close();
    },
  },
];
