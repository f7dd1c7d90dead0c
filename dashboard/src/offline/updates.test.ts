import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createUpdates } from "./updates.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A browser's container whose registrations come one after the other. */
function createContainer(registrations: readonly object[]) {
  let registered = 0;
  const container = {
    controller: null,
    addEventListener: () => {},
    register: () => {
      registered += 1;
      return Promise.resolve();
    },
    getRegistration: () => Promise.resolve(registrations[registered - 1]),
  };
  return { container: container as unknown as ServiceWorkerContainer, count: () => registered };
}

const worker = {};
const ended = { installing: null, waiting: null, active: null };
const live = { ...ended, active: worker, update: vi.fn(() => Promise.resolve()) };

test("a first worker whose files did not all come is begun anew within a minute, and one that lives is left alone", async () => {
  const { container, count } = createContainer([ended, ended, live]);
  createUpdates(container).start();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(count()).toBe(1);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(count()).toBe(3);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(count()).toBe(3);
  expect(live.update).toHaveBeenCalledTimes(2);
});

test("without service workers there is nothing to look for", async () => {
  expect(await createUpdates(undefined).check()).toBe("off");
});
