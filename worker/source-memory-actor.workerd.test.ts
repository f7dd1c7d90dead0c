import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { SourceMemoryActor } from "./source-memory-actor.ts";

const { SOURCE_MEMORY } = env as unknown as { SOURCE_MEMORY: DurableObjectNamespace<SourceMemoryActor> };

test("a run starts from what the run before it left, also when it runs again", async () => {
  const memory = SOURCE_MEMORY.getByName("test");
  expect(await memory.load(120)).toBeNull();
  await memory.save(120, "after 120");
  await memory.save(240, "after 240");
  await evictDurableObject(memory);
  expect(await memory.load(360)).toBe("after 240");
  // The window of 240 once more: from where it began, not from where it ended.
  expect(await memory.load(240)).toBe("after 120");
  await memory.save(240, "after 240");
  await memory.save(360, "after 360");
  // What lies further back is forgotten.
  expect([await memory.load(240), await memory.load(360), await memory.load(480)]).toEqual([
    null,
    "after 240",
    "after 360",
  ]);
});
