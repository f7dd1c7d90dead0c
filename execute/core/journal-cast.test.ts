import { expect, test } from "vitest";
import { JournalRecords } from "../../contracts/journal-records.ts";
import { toJournal } from "./journal-cast.ts";
import { decide } from "./lifecycle/decide.ts";
import { newCast, testAttempt } from "./test-cast.ts";

const token = { token: `0x${"1".repeat(40)}`, symbol: "WETH", decimals: 18, amount: "123456789" };
const created = newCast();
const signed = decide(
  created,
  {
    type: "signed",
    attempt: testAttempt,
    submission: { to: `0x${"1".repeat(40)}`, data: "0x", gasLimit: "21000" },
    orderId: null,
    position: { kind: "none" },
    expectations: [{ kind: "balance", token: token.token, changeMin: "-5", changeMax: "-5" }],
    balances: [token],
  },
  1,
);

test("the store is told of a cast's course: no sizes, no bytes", () => {
  const message = JournalRecords.parse(toJournal(signed.cast));
  expect(message.body.records).toMatchObject([{ table: "casts", key: signed.cast.id, row: { state: "SIGNED" } }]);
  expect(JSON.stringify(message)).not.toMatch(/123456789|0x02aa|changeMin/);
});

test("each step has a version and a message id of its own; the same step has the same", () => {
  const [before, after] = [toJournal(created.cast), toJournal(signed.cast)];
  expect([before, after].map(({ body }) => body.records[0]?.version)).toEqual([1, 2]);
  expect(after.id).not.toBe(before.id);
  expect(toJournal(signed.cast)).toEqual(after);
});
