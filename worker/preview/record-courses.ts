import type { Leaf } from "../../conditions/condition.ts";
import type { LeafTrace } from "../../contracts/fires.ts";
import type { CoursePoint, LeafCourse } from "../../contracts/trigger-preview.ts";

const coursesMax = 6;
/** Stretches of one course; each has at most two points. */
const stretchesMax = 240;

/**
 * Both sides of the first leaves over an evaluated time, from where one of them was first known. Of each stretch the least and the
 * greatest left side stay; stretches get longer as the time does.
 */
export class CourseRecorder {
  readonly #courses: readonly Course[];

  constructor(leaves: readonly Leaf[]) {
    this.#courses = leaves.slice(0, coursesMax).map((leaf) => new Course(leaf));
  }

  add(atMs: number, readings: readonly Pick<LeafTrace, "left" | "right">[]): void {
    for (const [index, course] of this.#courses.entries()) {
      const { left = null, right = null } = readings[index] ?? {};
      course.add([atMs, left, right]);
    }
  }

  list(): LeafCourse[] {
    return this.#courses.map((course) => course.read());
  }
}

type Stretch = { readonly least: CoursePoint; readonly most: CoursePoint; readonly count: number };

class Course {
  readonly #leaf: Leaf;
  #stretches: Stretch[] = [];
  #evaluationsEach = 1;

  constructor(leaf: Leaf) {
    this.#leaf = leaf;
  }

  add(point: CoursePoint): void {
    const last = this.#stretches.at(-1);
    if (last === undefined && point[1] === null) return;
    const own = { least: point, most: point, count: 1 };
    if (last !== undefined && last.count < this.#evaluationsEach) {
      this.#stretches[this.#stretches.length - 1] = join(last, own);
      return;
    }
    if (this.#stretches.length === stretchesMax) this.#halve();
    this.#stretches.push(own);
  }

  read(): LeafCourse {
    const points = this.#stretches.flatMap(({ least, most }) => {
      if (least[0] === most[0]) return [least];
      return least[0] < most[0] ? [least, most] : [most, least];
    });
    return { leaf: this.#leaf.text, op: this.#leaf.op, points };
  }

  #halve(): void {
    const halved: Stretch[] = [];
    for (let index = 0; index < this.#stretches.length; index += 2) {
      const [first, second] = this.#stretches.slice(index, index + 2);
      if (first !== undefined) halved.push(second === undefined ? first : join(first, second));
    }
    this.#stretches = halved;
    this.#evaluationsEach *= 2;
  }
}

/** A stretch in which something was known is not told by a moment in which nothing was. */
function join(a: Stretch, b: Stretch): Stretch {
  const least = leftOf(b.least, Infinity) < leftOf(a.least, Infinity) ? b.least : a.least;
  const most = leftOf(b.most, -Infinity) > leftOf(a.most, -Infinity) ? b.most : a.most;
  return { least, most, count: a.count + b.count };
}

const leftOf = ([, left]: CoursePoint, unknown: number): number => left ?? unknown;
