import { expect, test } from "vitest";
import { loadSignals } from "./load-signals.ts";

const minuteMs = 60_000;
const line = (key: string, value: number, minute: number, more: object = {}) =>
  JSON.stringify({ key, value, ts_ms: minute * minuteMs, ...more });
const load = (...texts: readonly string[]) =>
  loadSignals(
    texts.map((text, at) => ({ path: `${at}.jsonl`, text })),
    2 * minuteMs,
  );

test("samples by signal, in order of time, each with the moment up to which it is data", () => {
  const text = [line("factor.risk", 2, 9), line("event.hack", 1, 4), line("factor.risk", 1, 3, { valid_until_ms: 7 })];
  expect(load(text.join("\n"))).toMatchObject({
    series: [
      {
        key: "factor.risk",
        knownAtMs: Float64Array.of(3 * minuteMs, 9 * minuteMs),
        value: Float64Array.of(1, 2),
        range: null,
        validUntilMs: Float64Array.of(7, Number.POSITIVE_INFINITY),
      },
      { key: "event.hack", knownAtMs: Float64Array.of(4 * minuteMs), value: Float64Array.of(1) },
    ],
    refused: [],
    duplicates: 0,
    samples: 3,
  });
});

test.each<readonly [title: string, texts: readonly string[], values: readonly number[], duplicates: number]>([
  ["the last line of one key and time", [`${line("a.b", 1, 1)}\n${line("a.b", 2, 1)}`], [2], 1],
  ["over all files in their order", [line("a.b", 1, 1), line("a.b", 2, 1), line("a.b", 3, 1)], [3], 2],
  ["not another time", [line("a.b", 1, 1), line("a.b", 2, 2)], [1, 2], 0],
])("a duplicate is replaced by %s", (_, texts, values, duplicates) => {
  const loaded = load(...texts);
  expect([...(loaded.series[0]?.value ?? [])]).toEqual(values);
  expect(loaded).toMatchObject({ duplicates, samples: values.length });
});

test.each<readonly [text: string, reason: RegExp]>([
  ["{", /^is not JSON$/],
  ["[]", /expected object/],
  ['{"value":1,"ts_ms":1}', /^key: /],
  ['{"key":"risk","value":1,"ts_ms":1}', /^key: expected a signal such as/],
  ['{"key":"a.b","ts_ms":1}', /^value: /],
  ['{"key":"a.b","value":"1","ts_ms":1}', /^value: /],
  ['{"key":"a.b","value":1e999,"ts_ms":1}', /^value: /],
  ['{"key":"a.b","value":null,"ts_ms":1}', /^value: /],
  ['{"key":"a.b","value":1}', /^ts_ms: /],
  ['{"key":"a.b","value":1,"ts_ms":1.5}', /^ts_ms: /],
  ['{"key":"a.b","value":1,"ts_ms":-1}', /^ts_ms: /],
  ['{"key":"a.b","value":1,"ts_ms":1,"valid_until_ms":"x"}', /^valid_until_ms: /],
])("%s is refused with its line", (text, reason) => {
  const { series, refused } = load(`${line("a.b", 1, 1)}\r\n\r\n${text}\n`);
  expect(series).toHaveLength(1);
  expect(refused).toEqual([{ file: "0.jsonl", line: 3, reason: expect.stringMatching(reason) }]);
});

test("fields of its own that a line has beside are left alone", () => {
  expect(load(line("a.b", 1, 1, { source: "x" }))).toMatchObject({ samples: 1, refused: [] });
});

test.each<readonly [title: string, minutes: readonly number[], stepMinutes: number]>([
  ["the lower median of the differences", [0, 30, 60, 300], 30],
  ["in whole minutes, halves up", [0, 4.5], 5],
  ["at least the cadence", [0, 1, 2], 2],
  ["the cadence, where one sample is all", [0], 2],
])("the step of a signal is %s; without a validity it is data for three", (_, minutes, stepMinutes) => {
  const { signals } = load(minutes.map((minute) => line("a.b", 1, minute)).join("\n"));
  expect(signals.get("a.b")).toMatchObject({
    stepMs: stepMinutes * minuteMs,
    stalenessMs: 3 * stepMinutes * minuteMs,
    unit: undefined,
    min: undefined,
  });
});

test.each<[key: string, value: number, range: (number | undefined)[]]>([
  ["factor.risk", -1, [-1, 1]],
  ["factor.risk", 1.1, [undefined, undefined]],
  ["factor.luck", 0.5, [undefined, undefined]],
])("the declared range of %s at %d", (key, value, range) => {
  const signal = load(line(key, value, 1)).signals.get(key);
  expect([signal?.min, signal?.max]).toEqual(range);
});
