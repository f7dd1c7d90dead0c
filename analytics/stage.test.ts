import { expect, test } from "vitest";
import { CronTick } from "../contracts/cron-tick.ts";
import type { Reason } from "../contracts/stage.ts";
import type { Analysis } from "./analytics-state.ts";
import { packMessages } from "./core/pack-messages.ts";
import { analysisOf, clustersOf } from "./core/test-analysis.ts";
import { analyticsStage } from "./stage.ts";

const scheduledMs = Date.UTC(2021, 4, 19, 12);
const traceId = "0123456789abcdef0123456789abcdef";
const tick = CronTick.parse({
  ...{ id: `cron:analytics:${scheduledMs}`, schema: "cron-tick", version: 1, eventTimeMs: scheduledMs, traceId },
  body: { cron: "0 */6 * * *", scheduledMs },
});
const found = analysisOf(clustersOf(2));
const down = () => Promise.reject(new Error("down"));

async function runStage(deps: { analyze?: () => Promise<Analysis>; publish?: () => Promise<void> }) {
  const published: Analysis[] = [];
  const degraded: Reason[] = [];
  const [outcome] = await analyticsStage.process([tick], {
    analyze: async () => found,
    publish: async (analysis) => void published.push(analysis),
    onDegraded: (reason) => void degraded.push(reason),
    ...deps,
  });
  return { outcome, published, degraded };
}

test("what was found goes out as messages, and is shown", async () => {
  const { outcome, published, degraded } = await runStage({});
  expect(outcome).toEqual({ kind: "emit", messages: packMessages(found, scheduledMs, tick.traceId) });
  expect(published).toEqual([found]);
  expect(degraded).toEqual([]);
});

test("a page that cannot be told does not hold the signals back", async () => {
  const { outcome, degraded } = await runStage({ publish: down });
  expect(outcome?.kind).toBe("emit");
  expect(degraded).toEqual([{ code: "live-unavailable", message: "Error: down" }]);
});

test("without the history nothing goes out, and the run says so", async () => {
  const { outcome, published } = await runStage({ analyze: down });
  expect(published).toEqual([]);
  expect(outcome).toEqual({
    kind: "retry",
    reason: { code: "history-unavailable", message: `nothing was computed as of ${scheduledMs}: Error: down` },
  });
});
