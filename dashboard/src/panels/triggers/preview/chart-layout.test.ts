import { expect, test } from "vitest";
import type { CoursePoint } from "../../../../../contracts/trigger-preview.ts";
import { drawCourse } from "./chart-layout.ts";

const span = { fromMs: 0, toMs: 7_200_000 };
const size = { width: 600, height: 100 };
const draw = (points: CoursePoint[]) => drawCourse({ points }, span, size);

test("a line for each side, a hole where nothing was known, both within the frame", () => {
  const drawing = draw([
    [0, 10, 5],
    [3_600_000, 0, 5],
    [5_400_000, null, 5],
    [7_200_000, 10, 5],
  ]);
  expect(drawing?.leftPath).toBe("M0.0 6.9L300.0 93.1M600.0 6.9");
  expect(drawing?.rightPath).toBe("M0.0 50.0L300.0 50.0L450.0 50.0L600.0 50.0");
  expect(drawing?.ticksY.map(({ value }) => value)).toEqual([0, 5, 10]);
  expect(drawing?.ticksX.map(({ x }) => x)).toEqual([0, 150, 300, 450, 600]);
});

test("a value that never changes has a line in the middle", () => {
  expect(
    draw([
      [0, 3, 3],
      [7_200_000, 3, 3],
    ])?.leftPath,
  ).toBe("M0.0 50.0L600.0 50.0");
  expect(draw([[0, 0, 0]])?.leftPath).toBe("M0.0 50.0");
});

test("nothing known, nothing drawn", () => {
  expect(draw([])).toBeNull();
  expect(draw([[0, null, null]])).toBeNull();
});
