import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Requests that one object has under way at once. The platform allows an invocation six, workerd alone any number; here it is
 * two: with thousands of vaults in one process, what each reads in parallel would use up the process's open files.
 */
const connectionsMax = 2;

const current = new AsyncLocalStorage<Connections>();
const openConnection = globalThis.fetch;
globalThis.fetch = (...request) => current.getStore()?.fetch(...request) ?? openConnection(...request);

/** The connections of one object. A promise of another object's must not be waited for, so each has its own line. */
export class Connections {
  #free = connectionsMax;
  readonly #waiting: (() => void)[] = [];

  /** Whatever `invoke` fetches, and what it leaves to be done after it, goes through these. */
  run<Result>(invoke: () => Result): Result {
    return current.run(this, invoke);
  }

  async fetch(...request: Parameters<typeof fetch>): Promise<Response> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await openConnection(...request);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
