/**
 * The simulated present of a replay. Feed, schedules and chain follow it; time-outs and back-off stay on the wall
 * clock. It never goes back.
 */
export class SimClock {
  #nowMs: number;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  advanceTo(ms: number): void {
    if (ms < this.#nowMs) throw new RangeError(`the clock is at ${this.#nowMs} and cannot go back to ${ms}`);
    this.#nowMs = ms;
  }
}
