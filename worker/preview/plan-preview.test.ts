import { expect, test } from "vitest";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { PreviewRequest, type TriggerMistake } from "../../contracts/trigger-preview.ts";
import { planPreview } from "./plan-preview.ts";
import { cadenceMs, dayMs, planOf, settings, toMs } from "./test-preview.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;

test.each<readonly [title: string, fields: object, days: number, expected: object]>([
  [
    "without windows: what is held at the first point is read, too",
    { when: "price('ETH-USD') < 2500" },
    7,
    {
      keys: ["price.ETH-USD"],
      fromMs: toMs - 7 * dayMs,
      warmFromMs: toMs - 7 * dayMs,
      readFromMs: toMs - 7 * dayMs - cadenceMs - 6 * minuteMs,
    },
  ],
  [
    "windows fill as a registry fills them: five times their length",
    { when: "change(price('ETH-USD'), '1h') < -0.05" },
    1,
    { fromMs: toMs - dayMs, warmFromMs: toMs - dayMs - 5 * hourMs },
  ],
  [
    "at most a week, and never less than the condition looks back",
    { when: "sma(change(price('ETH-USD'), '4d'), '3d') > 0" },
    1,
    { warmFromMs: toMs - 8 * dayMs },
  ],
  [
    "signals of both conditions, each once; the longer window counts",
    {
      when: "price('ETH-USD') < 2500 && factor('risk') < 0",
      clearWhen: "price('ETH-USD') > sma(price('ETH-USD'), '2h') && price('BTC-USD') > 1",
    },
    1,
    {
      keys: ["factor.risk", "price.ETH-USD", "price.BTC-USD"],
      warmFromMs: toMs - dayMs - 10 * hourMs,
      readFromMs: toMs - dayMs - 10 * hourMs - cadenceMs - 90 * minuteMs,
    },
  ],
  [
    "a trigger's own limit of age is read back to",
    { when: "price('ETH-USD') < 2500", maxStaleness: "1h" },
    1,
    { readFromMs: toMs - dayMs - cadenceMs - hourMs },
  ],
  [
    "a week of it at most",
    { when: "price('ETH-USD') < 2500", maxStaleness: "999d" },
    1,
    { readFromMs: toMs - dayMs - cadenceMs - 7 * dayMs },
  ],
])("%s", (_, fields, days, expected) => {
  expect(planOf(fields, days)).toMatchObject({ days, toMs, ...expected });
});

test("the last point is the last of the grid, and nothing is before 1970", () => {
  const request = PreviewRequest.parse({ trigger: { id: "t", when: "price('ETH-USD') < 2500" } });
  expect(planPreview(request, settings, 3 * cadenceMs + 1)).toMatchObject({
    ok: true,
    value: { toMs: 3 * cadenceMs, fromMs: 0, warmFromMs: 0, readFromMs: 0 },
  });
});

const typo = "price('BTC-USD') > 1 && price('ETHUSD') < 2500";

test.each<readonly [fields: object, mistake: Partial<TriggerMistake>]>([
  [
    { when: typo },
    { field: "when", reason: "unknown-signal", position: typo.indexOf("price('ETH"), suggestion: "price('ETH-USD')" },
  ],
  [{ when: "price('ETH-USD') <" }, { field: "when", reason: "syntax" }],
  [
    { when: "sma(price('ETH-USD'), '3m') < 2500" },
    { field: "when", reason: "bad-window", position: 22, suggestion: "'2m'" },
  ],
  [{ when: "sma(price('ETH-USD'), '8d') < 2500" }, { field: "when", reason: "bad-window", suggestion: "'7d'" }],
  [{ when: "price('ETH-USD') < factor('risk')" }, { field: "when", reason: "mixed-units", position: 19 }],
  [{ when: "price('ETH-USD') < 0" }, { field: "when", reason: "never-true" }],
  [
    { when: "price('ETH-USD') < 1", clearWhen: "price('X') > 1" },
    { field: "clearWhen", reason: "unknown-signal" },
  ],
  [
    { when: "price('ETH-USD') < 1", noData: "fire" },
    { field: "noData", reason: "refused", position: null },
  ],
  [
    {
      when: Array.from({ length: 20 }, () => "price('ETH-USD') < 1").join(" || "),
      clearWhen: Array.from({ length: 20 }, () => "price('ETH-USD') > 1").join(" || "),
    },
    { field: "clearWhen", reason: "refused" },
  ],
])("%j is refused with its place", (fields, mistake) => {
  const request = PreviewRequest.parse({ trigger: { id: "t", ...fields } });
  const plan = planPreview(request, settings, toMs);
  expect(plan).toMatchObject({ ok: false, error: { code: "trigger-refused", mistake } });
  expect(plan.ok ? "" : plan.error.detail).toContain(`${mistake.field}: `);
});

test("what would take too long asks for fewer days", () => {
  const assets = Object.keys(pipelines.assets);
  const when = assets.map((asset) => `sma(price('${asset}'), '7d')`).join(" + ");
  const trigger = { id: "t", when: `${when} > 1`, maxStaleness: "7d" };
  const plan = (days: number) => planPreview(PreviewRequest.parse({ trigger, days }), settings, toMs);
  expect(plan(7)).toMatchObject({ ok: false, error: { code: "bad-request", mistake: null } });
  expect(plan(1)).toMatchObject({ ok: true });
});
