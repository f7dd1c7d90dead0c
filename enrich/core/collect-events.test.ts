import { expect, test } from "vitest";
import { err, ok } from "../../contracts/result.ts";
import { collectEvents } from "./collect-events.ts";
import { asOfMs, hourMs, sampleEvent } from "./stories/sample-events.ts";

const window = { fromMs: asOfMs - 24 * hourMs, toMs: asOfMs };
const row = (id: string, publishedAtMs = asOfMs) => ({ row: id, event: ok(sampleEvent(id, id, { publishedAtMs })) });
const broken = (id: string) => ({ row: id, event: err("broken") });

test("the bounds of the window belong to it; what lies before it still says how new the source is", () => {
  const rows = [
    row("first", window.fromMs),
    row("last", window.toMs),
    row("before", window.fromMs - 1),
    row("after", window.toMs + 1),
  ];
  const answer = collectEvents(rows, window);
  expect(answer.ok && answer.value.events.map(({ id }) => id)).toEqual(["first", "last"]);
  expect(collectEvents([row("before", window.fromMs - 1)], window)).toMatchObject({
    ok: true,
    value: { events: [], newestAtMs: window.fromMs - 1 },
  });
});

test("the first 20 refused rows are named, all are counted", () => {
  const answer = collectEvents([row("a"), ...Array.from({ length: 25 }, (_, index) => broken(`b${index}`))], window);
  expect(answer.ok && [answer.value.refused.length, answer.value.refused[19]?.row, answer.value.refusedRows]).toEqual([
    20,
    "b19",
    25,
  ]);
});

test("an event outside the contract is refused with the field that is wrong", () => {
  const wrong = { row: "w", event: ok({ ...sampleEvent("w", "w"), confidence: 1.5, title: "" }) };
  expect(collectEvents([row("a"), wrong], window)).toMatchObject({
    ok: true,
    value: { refused: [{ row: "w", reason: expect.stringMatching(/title: .*confidence: /) }] },
  });
});

test("an id counts once; only refused rows are an error; no rows are none", () => {
  expect(collectEvents([row("a"), row("a")], window)).toMatchObject({
    ok: true,
    value: { events: [{ id: "a" }], refusedRows: 0 },
  });
  expect(collectEvents([broken("a"), broken("b")], window)).toEqual({
    ok: false,
    error: "none of 2 rows could be read; the first: broken",
  });
  expect(collectEvents([], window)).toEqual({
    ok: true,
    value: { events: [], refused: [], refusedRows: 0, newestAtMs: null, missing: [] },
  });
});
