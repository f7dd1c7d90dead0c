import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { LetterState } from "../../contracts/dead-letter-views.ts";
import { letterOrderTypedData, type UnsignedLetterOrder } from "../../execute/core/letter-order.ts";
import type { TradingStateActor } from "../../execute/trading-state-actor.ts";
import { deadLettersStage } from "../dead-letters-stage.ts";
import type { DeadLettersActor } from "./dead-letters-actor.ts";

type TestEnv = {
  readonly DEAD_LETTERS: DurableObjectNamespace<DeadLettersActor>;
  readonly TRADING_STATE: DurableObjectNamespace<TradingStateActor>;
  readonly ARCHIVE: R2Bucket;
  readonly CHAIN: string;
};
const { DEAD_LETTERS, TRADING_STATE, ARCHIVE, CHAIN } = env as unknown as TestEnv;
const { chainId } = JSON.parse(CHAIN) as { chainId: number };
const operator = privateKeyToAccount(generatePrivateKey());

beforeAll(() =>
  runInDurableObject(TRADING_STATE.getByName("global"), (actor) => {
    Object.assign((actor as unknown as { env: object }).env, { OPERATORS: JSON.stringify([operator.address]) });
  }),
);

/** An object of its own for each test. */
let letters: DurableObjectStub<DeadLettersActor>;
let count = 0;
beforeEach(async () => {
  for (const { key } of (await ARCHIVE.list({ prefix: "dead-letters/" })).objects) await ARCHIVE.delete(key);
  count += 1;
  letters = DEAD_LETTERS.getByName(`test-${count}`);
});

const messageOf = (n: number, queue = "signals") => ({ id: `${queue}:${count}:${n}`, schema: queue, version: 2, n });

/** Sets a message aside as the queue shell does, through the real stage. */
async function park(n: number, { queue = "signals", parkedWallMs = 1_000 + n } = {}): Promise<string> {
  const original = messageOf(n, queue);
  const reason = { code: "hopeless", message: "it can never be" };
  const letter = {
    ...{ id: `dead:${queue}:${original.id}`, schema: "dead-letter", version: 1, eventTimeMs: n },
    ...{ traceId: "1".repeat(32), body: { queue, reason, parkedWallMs, original } },
  };
  let id = "";
  const [outcome] = await deadLettersStage.process([letter] as never, {
    queue,
    put: async (key, text) => void (await ARCHIVE.put(key, text)),
    list: async (parked) => {
      id = parked.id;
      await letters.park(parked);
    },
  });
  expect(outcome?.kind).toBe("emit");
  return id;
}

let lastIssuedMs = 0;
async function sign(change: Partial<UnsignedLetterOrder>, signer = operator) {
  lastIssuedMs = Math.max(Date.now(), lastIssuedMs + 1);
  const order: UnsignedLetterOrder = {
    ...{ act: "redrive", queue: "signals", letters: [], reason: "the cause is mended", issuedAtMs: lastIssuedMs },
    ...change,
    lettersMax: change.lettersMax ?? (change.letters === undefined ? 10 : 0),
  };
  return { ...order, signature: await signer.signTypedData(letterOrderTypedData(chainId, order)) };
}

type Fake = { readonly sent: unknown[]; fail: number };
/** The object with a queue that notes what it is given, and can fail the next times. */
async function watchQueue(binding = "QUEUE_SIGNALS"): Promise<Fake> {
  const fake: Fake = { sent: [], fail: 0 };
  await runInDurableObject(letters, (actor) => {
    const inner = actor as unknown as { env: Record<string, unknown> };
    const sendBatch = async (batch: { body: unknown }[]) => {
      if (fake.fail > 0) {
        fake.fail -= 1;
        throw new Error("the queue takes nothing");
      }
      fake.sent.push(...batch.map(({ body }) => body));
    };
    inner.env = { ...inner.env, [binding]: { sendBatch } };
  });
  return fake;
}

const statesOf = async (): Promise<Record<string, LetterState>> =>
  Object.fromEntries(
    (await letters.list({ queue: null, state: "all", traceId: null, limit: 100, after: null })).map(({ id, state }) => [
      id,
      state,
    ]),
  );

test("a letter is listed once however often its parking comes, newest first", async () => {
  const [one, two] = [await park(1), await park(2)];
  await park(1);
  const list = await letters.list({ queue: null, state: null, traceId: null, limit: 10, after: null });
  expect(list.map(({ id, times }) => [id, times])).toEqual([
    [two, 1],
    [one, 1],
  ]);
  expect(await letters.counts()).toEqual([{ queue: "signals", parked: 2, sending: 0, settled: 0 }]);
  expect(await letters.read(one)).toMatchObject({
    letter: { id: one, reason: { code: "hopeless" } },
    bodyText: JSON.stringify(messageOf(1)),
  });
});

test("an order sends the letters that it names as they were, marks them, and is kept", async () => {
  const queue = await watchQueue();
  const [one, two] = [await park(1), await park(2)];
  const answer = await letters.order(await sign({ letters: [one] }));
  expect(answer).toEqual({
    ok: true,
    value: { by: operator.address, results: [{ id: one, outcome: "redriven", why: "" }] },
  });
  expect(JSON.stringify(queue.sent)).toBe(JSON.stringify([messageOf(1)]));
  expect(await statesOf()).toEqual({ [one]: "redriven", [two]: "parked" });
  expect(await letters.orders()).toMatchObject([
    { act: "redrive", queue: "signals", letters: 1, by: operator.address, reason: "the cause is mended" },
  ]);
});

test("a queue with a bound: the oldest that are parked, no more", async () => {
  const queue = await watchQueue();
  const ids = [await park(3), await park(1), await park(2)];
  await letters.order(await sign({ lettersMax: 2 }));
  expect(queue.sent).toEqual([messageOf(1), messageOf(2)]);
  expect((await statesOf())[ids[0] ?? ""]).toBe("parked");
});

test("a fire goes back byte by byte as it was, and its body is never shown", async () => {
  const queue = await watchQueue("QUEUE_FIRES");
  const id = await park(1, { queue: "fires" });
  expect(await letters.read(id)).toMatchObject({ letter: { isPublic: false }, bodyText: null });
  await letters.order(await sign({ queue: "fires", letters: [id] }));
  expect(queue.sent.map((message) => JSON.stringify(message))).toEqual([JSON.stringify(messageOf(1, "fires"))]);
});

test("a letter counts once: again, or of another queue, or of nobody, it is skipped with its reason", async () => {
  const queue = await watchQueue();
  const [one, two] = [await park(1), await park(2, { queue: "ticks" })];
  await letters.order(await sign({ letters: [one] }));
  const answer = await letters.order(await sign({ letters: [one, two, "0".repeat(32)] }));
  expect(answer.ok && answer.value.results).toEqual([
    { id: one, outcome: "skipped", why: "it went back to its queue already" },
    { id: two, outcome: "skipped", why: "it is of the queue ticks" },
    { id: "0".repeat(32), outcome: "skipped", why: "there is no such letter" },
  ]);
  expect(queue.sent).toHaveLength(1);
});

test("discarded it stays in the archive, and may still be sent again", async () => {
  const queue = await watchQueue();
  const id = await park(1);
  expect(await letters.order(await sign({ act: "discard", letters: [id], reason: "a test" }))).toMatchObject({
    ok: true,
    value: { results: [{ id, outcome: "discarded" }] },
  });
  expect(await letters.read(id)).toMatchObject({
    letter: { state: "discarded", decided: { by: operator.address, reason: "a test" } },
    bodyText: JSON.stringify(messageOf(1)),
  });
  expect(queue.sent).toEqual([]);
  await letters.order(await sign({ letters: [id] }));
  expect([queue.sent, await statesOf()]).toEqual([[messageOf(1)], { [id]: "redriven" }]);
});

test("what fails again is parked again; the parking that was decided on does not come back", async () => {
  const queue = await watchQueue();
  const id = await park(1);
  await letters.order(await sign({ letters: [id] }));
  // The dead-letter queue delivers what it delivered before.
  await park(1);
  expect(await statesOf()).toEqual({ [id]: "redriven" });
  await park(1, { parkedWallMs: 9_000 });
  expect(await letters.read(id)).toMatchObject({ letter: { state: "parked", times: 2, decided: null } });
  await letters.order(await sign({ letters: [id] }));
  expect(queue.sent).toHaveLength(2);
});

test("the queue takes nothing: the order stands, the letter waits and is sent by itself", async () => {
  const queue = await watchQueue();
  queue.fail = 1;
  const id = await park(1);
  const answer = await letters.order(await sign({ letters: [id] }));
  expect(answer.ok && answer.value.results).toMatchObject([{ id, outcome: "sending" }]);
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(letters);
    expect(await statesOf()).toEqual({ [id]: "redriven" });
  }, 10_000);
  expect(queue.sent).toEqual([messageOf(1)]);
});

test("a crash before the message is sent: it is sent after it", async () => {
  const dead = await watchQueue();
  dead.fail = 1_000;
  const id = await park(1);
  await letters.order(await sign({ letters: [id] }));
  expect(await statesOf()).toEqual({ [id]: "sending" });
  await evictDurableObject(letters);
  const queue = await watchQueue();
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(letters);
    expect(await statesOf()).toEqual({ [id]: "redriven" });
  }, 10_000);
  expect([dead.sent, queue.sent]).toEqual([[], [messageOf(1)]]);
});

test("a crash after it was sent and before that was noted: it is sent again, never lost", async () => {
  const first = await watchQueue();
  const id = await park(1);
  await letters.order(await sign({ letters: [id] }));
  expect(first.sent).toEqual([messageOf(1)]);
  // As the storage was before the note of the end.
  await runInDurableObject(letters, (actor, state) => {
    state.storage.sql.exec("update letters set state = 'sending'");
    const { outbox, schedules } = actor as unknown as {
      outbox: { add(target: string, message: unknown): void };
      schedules: { set(name: string, dueMs: number): void };
    };
    outbox.add("signals", { id, times: 1 });
    schedules.set("outbox", Date.now());
  });
  await evictDurableObject(letters);
  const queue = await watchQueue();
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(letters);
    expect(await statesOf()).toEqual({ [id]: "redriven" });
  }, 10_000);
  // The same message with the same id: whoever takes it in sees that it is a repeat.
  expect(queue.sent).toEqual(first.sent);
});

test("parked again while it was on its way: the old order sends nothing more", async () => {
  const queue = await watchQueue();
  queue.fail = 1;
  const id = await park(1);
  await letters.order(await sign({ letters: [id] }));
  await park(1, { parkedWallMs: 9_000 });
  await runDurableObjectAlarm(letters);
  expect([queue.sent, await statesOf()]).toEqual([[], { [id]: "parked" }]);
});

test("its text is gone from the archive: it says so and stays", async () => {
  const queue = await watchQueue();
  const id = await park(1);
  for (const { key } of (await ARCHIVE.list({ prefix: "dead-letters/signals/" })).objects) await ARCHIVE.delete(key);
  const answer = await letters.order(await sign({ letters: [id] }));
  expect(answer.ok && answer.value.results).toEqual([
    { id, outcome: "skipped", why: "its text is not in the archive" },
  ]);
  expect([queue.sent, await statesOf()]).toEqual([[], { [id]: "parked" }]);
});

test("what lay in the archive before there was a list is taken in", async () => {
  const id = await park(1);
  const fresh = DEAD_LETTERS.getByName(`fresh-${count}`);
  await fresh.counts();
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(fresh);
    const list = await fresh.list({ queue: null, state: null, traceId: null, limit: 100, after: null });
    expect(list).toContainEqual(expect.objectContaining({ id, parkedWallMs: 1_001, times: 1 }));
  }, 10_000);
});

test.each<readonly [string, (id: string) => Promise<object>, RegExp]>([
  ["of somebody else", (id) => sign({ letters: [id] }, privateKeyToAccount(generatePrivateKey())), /^not-an-operator/],
  ["changed on the way", async (id) => ({ ...(await sign({ letters: [id] })), queue: "ticks" }), /^not-an-operator/],
  ["of an hour ago", (id) => sign({ letters: [id], issuedAtMs: Date.now() - 3_600_000 }), /^outdated/],
  ["that names nothing", () => sign({ lettersMax: 0 }), /^bad-order: name letters/],
  ["that names both", (id) => sign({ letters: [id], lettersMax: 1 }), /^bad-order: name letters/],
  ["for no queue", (id) => sign({ queue: "unknown", letters: [id] }), /^unknown-queue/],
  ["for a dead-letter queue", (id) => sign({ queue: "signals-dead", letters: [id] }), /^unknown-queue/],
])("an order %s does nothing", async (_, make, words) => {
  const queue = await watchQueue();
  const id = await park(1);
  const answer = await letters.order(await make(id));
  expect(answer.ok ? "it counted" : `${answer.error.code}: ${answer.error.message}`).toMatch(words);
  expect([queue.sent, await statesOf(), await letters.orders()]).toEqual([[], { [id]: "parked" }, []]);
});

test("an order played again does not count", async () => {
  const queue = await watchQueue();
  await park(1);
  const order = await sign({});
  await letters.order(order);
  await park(2);
  expect(await letters.order(order)).toMatchObject({ ok: false, error: { code: "outdated" } });
  expect(queue.sent).toEqual([messageOf(1)]);
});

test("what is done is listed for 90 days; what waits for a decision or a queue stays, however old", async () => {
  const ids = await Promise.all([1, 2, 3, 4].map((n) => park(n)));
  // What was there before the list was is taken in once, at first.
  await runDurableObjectAlarm(letters);
  const dayMs = 86_400_000;
  const ages = [
    ["discarded", 91],
    ["redriven", 89],
    ["sending", 400],
    ["parked", 400],
  ] as const;
  await runInDurableObject(letters, (_, { storage }) => {
    for (const [index, [state, days]] of ages.entries()) {
      storage.sql.exec(
        "update letters set state = ?, decided_ms = ? where id = ?",
        ...[state, Date.now() - days * dayMs, ids[index] as string],
      );
    }
    storage.sql.exec("update _schedules set due_ms = 0 where name = 'forget'");
  });
  await runDurableObjectAlarm(letters);
  const states = await statesOf();
  expect(ids.map((id) => states[id] ?? "forgotten")).toEqual(["forgotten", "redriven", "sending", "parked"]);
  const due = await runInDurableObject(letters, (_, { storage }) =>
    storage.sql.exec<{ due_ms: number }>("select due_ms from _schedules where name = 'forget'").one(),
  );
  expect(due.due_ms).toBeGreaterThan(Date.now() + 0.9 * dayMs);
});
