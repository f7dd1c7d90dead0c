import { AsyncLocalStorage } from "node:async_hooks";

const isWithout = new AsyncLocalStorage<true>();
const openConnection = globalThis.fetch;
globalThis.fetch = (...request) =>
  isWithout.getStore() ? Promise.reject(new TypeError("these vaults have no chain")) : openConnection(...request);

/**
 * Whatever `invoke` fetches, and what it leaves to be done after it, fails at once. A vault that took a fire in reads the chain
 * to show itself. In production each does so in a process of its own; here thousands of vaults are one process, whose
 * open files these reads would use up before anything of the fan-out is measured.
 */
export const withoutChain = <Result>(invoke: () => Result): Result => isWithout.run(true, invoke);
