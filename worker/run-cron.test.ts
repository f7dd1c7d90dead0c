import { expect, test } from "vitest";
import { CronTick } from "../contracts/cron-tick.ts";
import { PriceTicks } from "../contracts/price-ticks.ts";
import { drop, emit, type Outcome, park, retry, type Stage } from "../contracts/stage.ts";
import { runCron } from "./run-cron.ts";

const good = {
  id: "ticks:1",
  schema: "price-ticks",
  version: 2,
  eventTimeMs: 0,
  traceId: "1".repeat(32),
  body: { windowStartMs: 0, windowEndMs: 1, part: { index: 0, count: 1 }, ticks: [], refused: [] },
};

async function run(outcome: Outcome | Error, sendFails = false) {
  const seen: CronTick[] = [];
  const sent: string[] = [];
  const stage: Stage<typeof CronTick, null> = {
    name: "ingest",
    input: CronTick,
    output: { ticks: PriceTicks },
    process: async ([tick]) => {
      seen.push(CronTick.parse(tick));
      if (outcome instanceof Error) throw outcome;
      return [outcome];
    },
  };
  const failure = await runCron(stage, "*/2 * * * *", 120_000, null, {
    nowWallMs: () => 0,
    log: () => {},
    send: async (queue) => {
      if (sendFails) throw new Error("full");
      sent.push(queue);
    },
  });
  return { failure: failure?.code ?? null, sent, seen };
}

test.each<[string, Outcome | Error, boolean, string | null, string[]]>([
  ["emits", emit([{ queue: "ticks", message: good }]), false, null, ["ticks"]],
  ["has nothing to do", drop("early", "not yet"), false, null, []],
  ["cannot now", retry("busy", "later"), false, "busy", []],
  ["never can", park("hopeless", "never"), false, "hopeless", []],
  ["throws", new Error("broken"), false, "stage-threw", []],
  [
    "emits what is against its contract",
    emit([{ queue: "ticks", message: { ...good, version: 1 } }]),
    false,
    "bad-output",
    [],
  ],
  ["meets a queue that does not answer", emit([{ queue: "ticks", message: good }]), true, "send-failed", []],
])("a scheduled stage that %s", async (_what, outcome, sendFails, failure, sent) => {
  expect(await run(outcome, sendFails)).toMatchObject({ failure, sent });
});

test("the tick's id and trace follow from the stage and the scheduled time alone", async () => {
  const [first, second] = [await run(emit()), await run(emit())];
  expect(first.seen).toEqual(second.seen);
  expect(first.seen[0]).toMatchObject({
    id: "cron:ingest:120000",
    eventTimeMs: 120_000,
    body: { scheduledMs: 120_000 },
  });
});
