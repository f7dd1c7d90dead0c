import { expect, test } from "vitest";
import { isUpToDate } from "./compile-kernel.ts";

test("kernel.wasm is what its sources make", async () => {
  expect(await isUpToDate(), "run analytics/core/moments/kernel/compile-kernel.ts").toBe(true);
});
