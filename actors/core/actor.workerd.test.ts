/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { SampleActor } from "../../test/workerd/sample-actor.ts";

const { SAMPLE } = env as unknown as { SAMPLE: DurableObjectNamespace<SampleActor> };
/** Whether the platform has run the alarm by itself already or it is run here: afterwards nothing is due. */
async function runDue(stub: DurableObjectStub<SampleActor>): Promise<void> {
  await runDurableObjectAlarm(stub);
  const due = () =>
    runInDurableObject(stub, ({ inner }: SampleActor) =>
      inner.schedules.list().filter(({ dueMs }) => dueMs <= Date.now()),
    );
  await expect.poll(due).toEqual([]);
}

const sampleOf = (name: string) => SAMPLE.getByName(name);

test("state: what is set is read back, listed by prefix in pages, and survives an eviction", async () => {
  const stub = sampleOf("state");
  await runInDurableObject(stub, ({ inner: { state } }: SampleActor) => {
    for (const key of ["a:1", "a:2", "a:3", "a%:4", "b:1"]) state.set(key, { key });
    state.delete("a:2");
  });
  await evictDurableObject(stub);
  await runInDurableObject(stub, ({ inner: { state } }: SampleActor) => {
    expect(state.get("a:1")).toEqual({ key: "a:1" });
    expect(state.get("a:2")).toBeUndefined();
    expect(state.list("a:", { limit: 1 }).map(({ key }) => key)).toEqual(["a:1"]);
    expect(state.list("a:", { after: "a:1" }).map(({ key }) => key)).toEqual(["a:3"]);
    expect(state.list("a%").map(({ key }) => key)).toEqual(["a%:4"]);
    expect(() => state.set("f", () => 1)).toThrow("cannot be stored");
  });
});

test("migrations run once each, in order", async () => {
  const stub = sampleOf("migrations");
  const applied = () =>
    runInDurableObject(stub, ({ inner: { sql } }: SampleActor) => [
      ...sql.exec("select id from _migrations order by id"),
    ]);
  expect(await applied()).toEqual([{ id: 1 }, { id: 2 }]);
  await evictDurableObject(stub);
  expect(await applied()).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a commit that is broken off leaves neither the row nor the message", async () => {
  await runInDurableObject(sampleOf("broken"), (actor: SampleActor) => {
    expect(() => actor.write("lost", true)).toThrow("broken off");
    expect([...actor.inner.sql.exec("select text from notes")]).toEqual([]);
    expect(actor.inner.outbox.size()).toBe(0);
    expect(actor.inner.schedules.list()).toEqual([]);
  });
});

test("the outbox sends after the commit; what a failed send leaves is sent by the alarm, in order", async () => {
  const stub = sampleOf("outbox");
  await runInDurableObject(stub, async (actor: SampleActor) => {
    actor.failSends = 2;
    actor.write("one");
    actor.write("two");
    await Promise.resolve();
    expect(actor.sent).toEqual([]);
    expect(actor.inner.schedules.list().map(({ name }) => name)).toEqual(["outbox"]);
    actor.failSends = 0;
    actor.inner.schedules.set("outbox", 0);
  });
  await runDue(stub);
  await runInDurableObject(stub, (actor: SampleActor) => {
    expect(actor.sent).toEqual(["queue:one", "queue:two"]);
    expect(actor.inner.outbox.size()).toBe(0);
    expect(actor.inner.schedules.list()).toEqual([]);
  });
});

test("one alarm serves many rows: the due ones run, the others keep it armed", async () => {
  const stub = sampleOf("schedules");
  const farMs = Date.now() + 3_600_000;
  await runInDurableObject(stub, async ({ inner: { schedules } }: SampleActor, state) => {
    schedules.set("note:late", farMs);
    schedules.set("note:now", 1);
    schedules.set("note:gone", 1);
    schedules.cancel("note:gone");
    // The platform runs an alarm of the past at once and calls its time the present.
    expect(await state.storage.getAlarm()).toBeLessThanOrEqual(Date.now());
  });
  await runDue(stub);
  await runInDurableObject(stub, async (actor: SampleActor, state) => {
    expect(actor.ran).toEqual(["now"]);
    expect(actor.inner.schedules.list()).toEqual([{ name: "note:late", dueMs: farMs, attempts: 0 }]);
    expect(await state.storage.getAlarm()).toBe(farMs);
  });
});

test("a handler that fails is tried again later, without end, and takes no other row with it", async () => {
  const stub = sampleOf("failing");
  const startMs = Date.now();
  await runInDurableObject(stub, (actor: SampleActor) => {
    actor.failHandlers = 1;
    actor.inner.schedules.set("note:first", 1);
    actor.inner.schedules.set("note:second", 2);
    actor.inner.schedules.set("unknown:third", 3);
  });
  await runDue(stub);
  await runInDurableObject(stub, async (actor: SampleActor, state) => {
    expect(actor.ran).toEqual(["second"]);
    const left = actor.inner.schedules.list();
    expect(left.map(({ name, attempts }) => [name, attempts])).toEqual([
      ["note:first", 1],
      ["unknown:third", 1],
    ]);
    expect(left[0]?.dueMs).toBeGreaterThanOrEqual(startMs + 500);
    expect(await state.storage.getAlarm()).toBe(left[0]?.dueMs);
  });
});

test("sockets: each hears its own topic", async () => {
  const stub = sampleOf("sockets");
  const open = async (topic: string) => {
    const { webSocket } = await stub.fetch(`https://actor/${topic}`, { headers: { upgrade: "websocket" } });
    const heard: string[] = [];
    webSocket?.accept();
    webSocket?.addEventListener("message", ({ data }) => void heard.push(String(data)));
    return heard;
  };
  const red = await open("red");
  const blue = await open("blue");
  await runInDurableObject(stub, ({ inner: { sockets } }: SampleActor) => {
    expect(sockets.broadcast("red", "for red")).toBe(1);
    expect(sockets.count()).toBe(2);
  });
  await expect.poll(() => red).toEqual(["welcome", "for red"]);
  expect(blue).toEqual(["welcome"]);
});
