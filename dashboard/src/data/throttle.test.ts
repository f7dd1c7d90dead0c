import { expect, test } from "vitest";
import { throttle } from "./throttle.ts";

test("the first call runs at once, many in the pause run once after it", () => {
  const timers: (() => void)[] = [];
  let runs = 0;
  const { call } = throttle(
    () => {
      runs += 1;
    },
    1_000,
    (run) => {
      timers.push(run);
      return () => undefined;
    },
  );
  const elapse = (): void => timers.shift()?.();
  call();
  expect(runs).toBe(1);
  call();
  call();
  expect(runs).toBe(1);
  elapse();
  expect(runs).toBe(2);
  elapse();
  expect([runs, timers.length]).toEqual([2, 0]);
  call();
  expect(runs).toBe(3);
});
