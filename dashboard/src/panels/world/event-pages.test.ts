import { describe, expect, test } from "vitest";
import { type LoadProblem, noAnswer } from "../../data/fetch-json.ts";
import type { StoredEvent } from "./answers.ts";
import { type EventPages, takeFirstPage, takeOlderPage } from "./event-pages.ts";

const eventsOf = (...ids: readonly number[]) =>
  ids.map((id) => ({ id: String(id), eventTimeMs: id })) as unknown as readonly StoredEvent[];
const answer = (events: readonly StoredEvent[], nextCursor: string | null, storedAtMs?: number) => ({
  ok: true as const,
  value: { events: [...events], nextCursor } as never,
  ...(storedAtMs === undefined ? {} : { storedAtMs }),
});
const pages = (events: readonly StoredEvent[], more: Partial<EventPages> = {}): EventPages => ({
  ...{ key: "a", events, nextCursor: null, problem: null, ...more },
});
const down: LoadProblem = { kind: "unreachable", detail: "No answer." };

describe("the first page, read again", () => {
  test.each([
    ["nothing before", null, answer(eventsOf(3, 2), "c"), pages(eventsOf(3, 2), { nextCursor: "c" })],
    [
      "older pages stay where it reaches up to them",
      pages(eventsOf(3, 2, 1)),
      answer(eventsOf(4, 3), "c"),
      pages(eventsOf(4, 3, 2, 1)),
    ],
    [
      "a hole is not bridged",
      pages(eventsOf(2, 1)),
      answer(eventsOf(9, 8), "c"),
      pages(eventsOf(9, 8), { nextCursor: "c" }),
    ],
    [
      "of other filters nothing stays",
      pages(eventsOf(3), { key: "b" }),
      answer(eventsOf(3, 2), null),
      pages(eventsOf(3, 2)),
    ],
    [
      "no answer: what is there stays",
      pages(eventsOf(3)),
      { ok: false as const, error: down },
      pages(eventsOf(3), { problem: down }),
    ],
    [
      "the last known, marked as such",
      null,
      answer(eventsOf(3), null, 7),
      pages(eventsOf(3), { problem: noAnswer, storedAtMs: 7 }),
    ],
    [
      "the server's own stay before the last known",
      pages(eventsOf(4)),
      answer(eventsOf(3), null, 7),
      pages(eventsOf(4), { problem: noAnswer }),
    ],
    [
      "the server's own take the mark away",
      pages(eventsOf(3), { storedAtMs: 7 }),
      answer(eventsOf(3), null),
      pages(eventsOf(3)),
    ],
  ] as const)("%s", (_, before, given, after) => {
    expect(takeFirstPage(before, "a", given)).toEqual(after);
  });
});

test.each([
  ["the server's", answer(eventsOf(1), null), pages(eventsOf(3, 1))],
  ["the last known", answer(eventsOf(1), null, 5), pages(eventsOf(3, 1), { problem: noAnswer, storedAtMs: 5 })],
  ["none", { ok: false as const, error: down }, pages(eventsOf(3), { nextCursor: "c", problem: down })],
] as const)("an older page, %s", (_, given, after) => {
  expect(takeOlderPage(pages(eventsOf(3), { nextCursor: "c" }), given)).toEqual(after);
});
