/** Which part of the world the map shows: how many times larger than the whole, and around which point. */
export type MapView = { readonly zoom: number; readonly lon: number; readonly lat: number };

export const wholeWorld: MapView = { zoom: 1, lon: 0, lat: 20 };
export const zoomMax = 16;

/** `4,12,48` of the address. What is no view is the whole world. */
export function readView(text: string | undefined): MapView {
  const parts = (text ?? "").split(",").map(Number);
  const [zoom = Number.NaN, lon = Number.NaN, lat = Number.NaN] = parts;
  const isView = parts.length === 3 && zoom > 1 && zoom <= zoomMax && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return isView ? { zoom, lon, lat } : wholeWorld;
}

/** The view as the address holds it; null for the whole world. */
export function writeView({ zoom, lon, lat }: MapView): string | null {
  if (zoom <= 1) return null;
  return [zoom, lon, lat].map((value) => Math.round(value * 10) / 10).join(",");
}

/** Twice as near, around a point, or twice as far. */
export function zoomBy(view: MapView, factor: number, around: Pick<MapView, "lon" | "lat"> = view): MapView {
  const zoom = Math.min(zoomMax, Math.max(1, view.zoom * factor));
  return zoom === 1 ? wholeWorld : { zoom, lon: around.lon, lat: around.lat };
}

export type Frame = { readonly width: number; readonly height: number };
export type Shift = { readonly k: number; readonly x: number; readonly y: number };

/**
 * How the drawing of the whole world is enlarged and moved so that `centre`, a point of that drawing, is in the middle of the
 * frame; never so far that the frame shows what lies beyond the world.
 */
export function shiftOf(zoom: number, centre: readonly [x: number, y: number], frame: Frame): Shift {
  const clamp = (value: number, size: number): number => Math.min(0, Math.max(size - zoom * size, value));
  return {
    k: zoom,
    x: clamp(frame.width / 2 - zoom * centre[0], frame.width),
    y: clamp(frame.height / 2 - zoom * centre[1], frame.height),
  };
}

/** The point of the whole drawing in the middle of the frame, moved by a part of the frame. */
export function centreOf(
  { k, x, y }: Shift,
  frame: Frame,
  by: readonly [dx: number, dy: number] = [0, 0],
): readonly [number, number] {
  return [(frame.width * (0.5 + by[0]) - x) / k, (frame.height * (0.5 + by[1]) - y) / k];
}
