import { type PointerEvent, useRef } from "react";

/** Less than this was a press, not a drag. */
const leastPx = 4;

/** Pointer handlers that tell how far something was dragged once it is let go. */
export function useDrag(onDrag: (dx: number, dy: number) => void, isOn: boolean) {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  if (!isOn) return {};
  return {
    onPointerDown: (event: PointerEvent) => {
      start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: (event: PointerEvent) => {
      const from = start.current;
      start.current = null;
      if (from === null) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.hypot(dx, dy) >= leastPx) onDrag(dx, dy);
    },
    onPointerCancel: () => {
      start.current = null;
    },
  };
}
