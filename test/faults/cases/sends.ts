import { must, Scene } from "../scene.ts";
import type { HardCase } from "./hard-case.ts";

const method = "eth_sendRawTransaction";

/** Each lands, and each answer tells nothing, or says something that must not be taken for a refusal. */
const answers = [
  { kind: "http-500" },
  { kind: "html" },
  { kind: "empty" },
  { kind: "wrong-id" },
  { kind: "wrong-error", text: "internal error: the database is locked" },
] as const;

const knownTexts = ["already known", "known transaction: 0x12", "transaction already imported", "AlreadyKnown"];

export const sends: readonly HardCase[] = [
  {
    row: "broadcast timed out but landed",
    what: "both nodes take it and reset the connection",
    isShort: true,
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("landed-timeout", { method, times: 1 });
      const fire = await scene.fire();
      const { cast } = await scene.until(fire, "an unknown outcome", ({ attempts }) => attempts.length > 0);
      const { steps } = await scene.endsAs(fire, "FINALIZED").then((record) => record.cast);
      must(cast.state !== "REFUSED" && steps.some(({ state }) => state === "VERIFYING"), "it was not taken as unknown");
      must(scene.sent.of(fire.castId).length === 1, "other bytes left");
      await scene.close();
    },
  },
  {
    row: "broadcast timed out but landed",
    what: "both nodes lose it: the same bytes are sent again",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("lost", { method, times: 2 });
      const fire = await scene.fire();
      await scene.untilAsked(method, 5);
      await scene.endsAs(fire, "FINALIZED");
      must(scene.sent.of(fire.castId).length === 1, "other bytes left");
      await scene.close();
    },
  },
  {
    row: "broadcast timed out but landed",
    what: "HTTP 500, HTML, no body, another request's answer, another error: none is a refusal",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      for (const answer of answers) {
        scene.failBoth(answer.kind, { method, times: 1, ...("text" in answer ? { text: answer.text } : {}) });
        const fire = await scene.fire();
        const { steps } = (await scene.endsAs(fire, "FINALIZED")).cast;
        must(
          steps.some(({ state }) => state === "VERIFYING"),
          `${answer.kind} was not taken as unknown`,
        );
        must(scene.sent.of(fire.castId).length === 1, "other bytes left");
      }
      await scene.soldOnlyByCasts(answers.length);
      await scene.close();
    },
  },
  {
    row: "already known, known transaction, already imported",
    what: "in the words of several nodes: it counts as accepted",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      for (const text of knownTexts) {
        scene.failBoth("wrong-error", { method, times: 1, text });
        const fire = await scene.fire();
        const { steps } = (await scene.endsAs(fire, "FINALIZED")).cast;
        must(
          steps.some(({ state }) => state === "SUBMITTED"),
          `"${text}" was not taken as accepted`,
        );
      }
      await scene.soldOnlyByCasts(knownTexts.length);
      await scene.close();
    },
  },
  {
    row: "nonce too low after own success",
    what: "no verdict while its receipts cannot be read; then it is found by its hash",
    play: async (harness) => {
      const scene = await Scene.open(harness);
      scene.failBoth("wrong-error", { method, times: 1, text: "nonce too low: next nonce 1, tx nonce 0" });
      const fire = await scene.makeFire();
      scene.failBoth("lost", { method: "eth_getTransactionReceipt" });
      await scene.deliver(fire);
      await scene.until(fire, "nonce-too-low", ({ cast }) => cast.reason?.code === "nonce-too-low");
      await scene.chain.mine(20, 0);
      await scene.untilAsked("eth_getTransactionReceipt", 8);
      const { cast } = await scene.until(fire, "no verdict", () => true);
      must(cast.state === "VERIFYING", `while nothing could be read it became ${cast.state}`);
      scene.clearFaults();
      await scene.endsAs(fire, "FINALIZED");
      must(scene.sent.of(fire.castId).length === 1, "other bytes left");
      await scene.soldOnlyByCasts(1);
      await scene.close();
    },
  },
];
