import type { Placed } from "./place-events.ts";

/** One mark of the map: what stands so near together that it cannot be told apart, the most severe first. */
export type Mark = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly items: readonly [Placed, ...Placed[]];
};

/** Marks are targets for fingers, too: no two of them overlap. */
export const markPx = 26;

type Point = readonly [x: number, y: number];

/**
 * Marks for what is within the frame, the most severe first. Each takes in what is nearer than its own size; it stands where its
 * most severe event does.
 */
export function groupMarks(
  placed: readonly Placed[],
  project: (lon: number, lat: number) => Point | null,
  frame: { readonly width: number; readonly height: number },
): readonly Mark[] {
  const ranked = placed.toSorted(
    (a, b) =>
      b.event.severity - a.event.severity ||
      b.event.eventTimeMs - a.event.eventTimeMs ||
      (a.event.id < b.event.id ? -1 : a.event.id > b.event.id ? 1 : 0),
  );
  const marks: { x: number; y: number; items: [Placed, ...Placed[]] }[] = [];
  for (const item of ranked) {
    const point = project(item.lon, item.lat);
    if (point === null) continue;
    const [x, y] = point;
    if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
    const near = marks.find((mark) => Math.abs(mark.x - x) < markPx && Math.abs(mark.y - y) < markPx);
    if (near === undefined) marks.push({ x, y, items: [item] });
    else if (!near.items.some(({ event }) => event.id === item.event.id)) near.items.push(item);
  }
  return marks.map(({ x, y, items }) => ({ id: `${items[0].event.id} ${items[0].country ?? ""}`, x, y, items }));
}
