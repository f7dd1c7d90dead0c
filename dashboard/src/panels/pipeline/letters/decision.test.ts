import { expect, test } from "vitest";
import { UnsignedLetterOrder } from "../../../../../execute/core/letter-order.ts";
import { type Decision, describeDecision, sharedQueue, toOrder } from "./decision.ts";

const id = "1".repeat(32);
const decision = (change: Partial<Decision> = {}): Decision => ({
  ...{ act: "redrive", queue: "signals", letters: [id], lettersMax: 0 },
  ...change,
});

test.each([
  [decision(), "Send 1 message back to signals", true],
  [decision({ letters: [id, id] }), "Send 2 messages back to signals", true],
  [decision({ letters: [], lettersMax: 50 }), "Send the oldest 50 messages back to signals", true],
  [decision({ letters: [], lettersMax: 1 }), "Send the oldest message back to signals", true],
  [decision({ act: "discard" }), "Discard 1 message of signals", false],
])("%j", (each, title, isDangerous) => {
  const words = describeDecision(each);
  expect([words.title, words.isDangerous]).toEqual([title, isDangerous]);
});

test("of a fire the operator is told that the vault checks it", () => {
  expect(describeDecision(decision({ queue: "fires" })).sentences.join(" ")).toMatch(/vault checks/);
});

test("the order is one that the server reads, its reason trimmed and bounded", () => {
  const order = toOrder(decision(), `  ${"x".repeat(300)}`, 7);
  expect(UnsignedLetterOrder.parse(order)).toEqual({ ...decision(), reason: "x".repeat(200), issuedAtMs: 7 });
});

test.each([
  [[], null],
  [["a"], "a"],
  [["a", "a"], "a"],
  [["a", "b"], null],
])("the queue of %j", (queues, queue) => {
  expect(sharedQueue(queues.map((each) => ({ queue: each })))).toBe(queue);
});
