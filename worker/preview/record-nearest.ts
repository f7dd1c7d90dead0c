import type { Join } from "../../conditions/condition.ts";
import type { LeafTrace } from "../../contracts/fires.ts";
import type { PreviewMoment } from "../../contracts/trigger-preview.ts";

type Reading = Pick<LeafTrace, "left" | "right" | "holds">;

const nearestMax = 3;
const stretches = 24;
/** Less near than half of the way is no near miss. */
const closenessMin = 0.5;

/** Where a condition came nearest to holding, in those stretches of the time in which nothing fired. */
export class NearestRecorder {
  readonly #root: Join;
  readonly #fromTick: number;
  readonly #stretchTicks: number;
  readonly #best: ({ readonly closeness: number; readonly moment: PreviewMoment } | undefined)[] = [];
  readonly #fired = new Set<number>();

  constructor(root: Join, fromTick: number, toTick: number) {
    this.#root = root;
    this.#fromTick = fromTick;
    this.#stretchTicks = Math.max(1, Math.ceil((toTick - fromTick + 1) / stretches));
  }

  fired(tick: number): void {
    this.#fired.add(this.#stretchOf(tick));
  }

  add(tick: number, readings: readonly Reading[], explain: () => PreviewMoment): void {
    const closeness = closenessOf(this.#root, readings, false);
    const stretch = this.#stretchOf(tick);
    if (closeness === null || closeness < closenessMin) return;
    if (closeness > (this.#best[stretch]?.closeness ?? 0)) this.#best[stretch] = { closeness, moment: explain() };
  }

  list(): PreviewMoment[] {
    const chosen: number[] = [];
    const candidates = this.#best.flatMap((best, stretch) => (best === undefined ? [] : [{ stretch, ...best }]));
    for (const { stretch } of candidates.toSorted((a, b) => b.closeness - a.closeness || a.stretch - b.stretch)) {
      // What led to a fire, or followed one, is no miss; neighbours are one rise.
      const around = [stretch - 1, stretch, stretch + 1];
      if (around.some((each) => this.#fired.has(each) || chosen.includes(each))) continue;
      chosen.push(stretch);
      if (chosen.length === nearestMax) break;
    }
    return chosen.toSorted((a, b) => a - b).flatMap((stretch) => this.#best[stretch]?.moment ?? []);
  }

  #stretchOf(tick: number): number {
    return Math.floor((tick - this.#fromTick) / this.#stretchTicks);
  }
}

/** From 0, far away, to 1, it holds: of a whole, that of the leaf which decides. Null where it cannot be told. */
function closenessOf(join: Join, readings: readonly Reading[], isNegated: boolean): number | null {
  switch (join.kind) {
    case "leaf":
      return leafCloseness(readings[join.index], isNegated);
    case "not":
      return closenessOf(join.of, readings, !isNegated);
    case "and":
    case "or": {
      const left = closenessOf(join.left, readings, isNegated);
      const right = closenessOf(join.right, readings, isNegated);
      if (left === null || right === null) return null;
      return (join.kind === "and") === isNegated ? Math.max(left, right) : Math.min(left, right);
    }
  }
}

function leafCloseness(reading: Reading | undefined, isNegated: boolean): number | null {
  if (reading === undefined) return null;
  const { left, right, holds } = reading;
  if (left === null || right === null || holds === null) return null;
  if (holds !== isNegated) return 1;
  const scale = Math.max(Math.abs(left), Math.abs(right));
  return scale === 0 ? 0.99 : Math.min(0.99, Math.max(0, 1 - Math.abs(left - right) / scale));
}
