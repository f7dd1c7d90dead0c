import { useMemo } from "react";
import { useWidth } from "../../../components/use-width.ts";
import type { Host } from "../../../host/panel.ts";
import { groupMarks, type Mark } from "./group-marks.ts";
import { MapButtons } from "./map-buttons.tsx";
import { MapMarks } from "./map-marks.tsx";
import { centreOf, type MapView, shiftOf, zoomBy } from "./map-view.ts";
import type { Placed } from "./place-events.ts";
import { drawWorld } from "./projection.ts";
import { useAtlas } from "./use-atlas.ts";
import { useDrag } from "./use-drag.ts";

type WorldMapProps = {
  readonly load: Host["load"];
  readonly placed: readonly Placed[];
  readonly nowMs: number;
  readonly view: MapView;
  readonly onView: (view: MapView) => void;
  /** The event whose mark is chosen. */
  readonly chosen: string | null;
  readonly onChoose: (mark: Mark) => void;
};

/** The world, and on it what happens. Marks keep their size however near one looks. */
export function WorldMap({ load, placed, nowMs, view, onView, chosen, onChoose }: WorldMapProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const { data: atlas, problem } = useAtlas(load);
  const drawing = useMemo(() => drawWorld(Math.max(200, width), atlas), [width, atlas]);
  const shift = shiftOf(view.zoom, drawing.project(view.lon, view.lat) ?? [0, 0], drawing);
  const { k, x, y } = shift;
  const marks = useMemo(() => {
    const project = (lon: number, lat: number): readonly [number, number] | null => {
      const point = drawing.project(lon, lat);
      return point === null ? null : [point[0] * k + x, point[1] * k + y];
    };
    return groupMarks(placed, project, drawing);
  }, [placed, drawing, k, x, y]);
  const selected = marks.find(({ items }) => items.some(({ event }) => event.id === chosen)) ?? null;
  const move = (by: readonly [number, number]): void => {
    const [lon, lat] = drawing.invert(...centreOf(shift, drawing, by)) ?? [view.lon, view.lat];
    onView(zoomBy(view, 1, { lon, lat }));
  };
  const drag = useDrag((dx, dy) => move([-dx / drawing.width, -dy / drawing.height]), view.zoom > 1);
  return (
    <div ref={ref} className="world-map-place">
      {width === 0 ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing
        <svg
          className={view.zoom > 1 ? "world-map is-near" : "world-map"}
          width={drawing.width}
          height={drawing.height}
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          role="group"
          aria-label={`Map of the world with ${marks.length} ${marks.length === 1 ? "mark" : "marks"}. Arrow keys lead from mark to mark.`}
          data-testid="world-map"
          data-atlas={atlas === null ? (problem === null ? "loading" : "missing") : "there"}
          {...drag}
        >
          <g transform={`translate(${x} ${y}) scale(${k})`}>
            <path className="world-land" d={drawing.land} />
            <path className="world-borders" d={drawing.borders} />
          </g>
          <MapMarks marks={marks} selected={selected} nowMs={nowMs} onSelect={onChoose} />
        </svg>
      )}
      {problem === null ? null : (
        <p className="world-map-problem tone-warn" role="status">
          The shapes of the countries did not come: {problem.detail} The marks stand where they belong.
        </p>
      )}
      <MapButtons view={view} around={selected?.items[0] ?? view} onView={onView} onMove={move} />
    </div>
  );
}
