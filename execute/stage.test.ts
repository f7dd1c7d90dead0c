import { expect, test } from "vitest";
import { Fires } from "../contracts/fires.ts";
import { err, ok } from "../contracts/result.ts";
import { type AcceptReport, executeStage } from "./stage.ts";

const vaultOf = (digit: string) => `0x${digit.repeat(40)}`;
const message = Fires.parse({
  id: "fires:shard-0:0:0",
  schema: "fires",
  version: 2,
  eventTimeMs: 0,
  traceId: "1".repeat(32),
  body: {
    shard: "shard-0",
    gridMs: 0,
    entries: ["a", "b"].map((digit) => ({
      vault: vaultOf(digit),
      signature: "",
      fires: [
        {
          fireId: `0x${"f".repeat(64)}`,
          triggerId: "t",
          version: 1,
          epoch: 0,
          atMs: 0,
          deadlineMs: 1,
          snapshot: "grid:0",
          explain: [{ leaf: "1 < 2", left: 1, op: "<", right: 2, sampleAtMs: null, holds: true, inputs: [] }],
        },
      ],
    })),
  },
});
const accepted: AcceptReport = ok({ accepted: 1, refused: 0 });

test.each<[string, (vault: string) => Promise<AcceptReport>, string]>([
  ["both vaults take it in", async () => accepted, "emit"],
  ["a vault refuses its fire for good: that is recorded there", async () => ok({ accepted: 0, refused: 1 }), "emit"],
  ["the message is not the evaluate stage's", async () => err({ code: "bad-signature", message: "" }), "park"],
  [
    "one vault does not answer: it comes again to both",
    async (vault) => {
      if (vault === vaultOf("b")) throw new Error("gone");
      return accepted;
    },
    "retry",
  ],
])("%s", async (_what, acceptFires, kind) => {
  const asked: string[] = [];
  const outcomes = await executeStage.process([message], {
    acceptFires: (vault) => {
      asked.push(vault);
      return acceptFires(vault);
    },
  });
  expect(outcomes.map((outcome) => outcome.kind)).toEqual([kind]);
  expect(asked).toEqual([vaultOf("a"), vaultOf("b")]);
});
