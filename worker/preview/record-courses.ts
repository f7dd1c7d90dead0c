import type { Leaf } from "../../conditions/condition.ts";
import type { LeafTrace } from "../../contracts/fires.ts";
import type { CoursePoint, LeafCourse } from "../../contracts/trigger-preview.ts";

const coursesMax = 6;
const bucketsMax = 240;

/** Both sides of the first leaves over an evaluated time. Of each stretch the least and the greatest left side stay. */
export class CourseRecorder {
  readonly #leaves: readonly Leaf[];
  readonly #bucketTicks: number;
  readonly #fromTick: number;
  readonly #points: CoursePoint[][];
  readonly #kept: { bucket: number; least: CoursePoint; most: CoursePoint }[] = [];

  constructor(leaves: readonly Leaf[], fromTick: number, toTick: number) {
    this.#leaves = leaves.slice(0, coursesMax);
    this.#fromTick = fromTick;
    this.#bucketTicks = Math.max(1, Math.ceil((toTick - fromTick + 1) / bucketsMax));
    this.#points = this.#leaves.map(() => []);
  }

  add(tick: number, atMs: number, readings: readonly Pick<LeafTrace, "left" | "right">[]): void {
    const bucket = Math.floor((tick - this.#fromTick) / this.#bucketTicks);
    for (const [index, points] of this.#points.entries()) {
      const { left = null, right = null } = readings[index] ?? {};
      const point: CoursePoint = [atMs, left, right];
      const kept = this.#kept[index];
      if (kept === undefined || kept.bucket !== bucket) {
        if (kept !== undefined) points.push(...pairOf(kept));
        this.#kept[index] = { bucket, least: point, most: point };
      } else {
        if (kept.least[1] === null || (left !== null && left < kept.least[1])) kept.least = point;
        if (kept.most[1] === null || (left !== null && left > kept.most[1])) kept.most = point;
      }
    }
  }

  list(): LeafCourse[] {
    return this.#leaves.map(({ text, op }, index) => {
      const kept = this.#kept[index];
      return { leaf: text, op, points: [...(this.#points[index] ?? []), ...(kept === undefined ? [] : pairOf(kept))] };
    });
  }
}

function pairOf({ least, most }: { readonly least: CoursePoint; readonly most: CoursePoint }): CoursePoint[] {
  if (least[0] === most[0]) return [least];
  return least[0] < most[0] ? [least, most] : [most, least];
}
