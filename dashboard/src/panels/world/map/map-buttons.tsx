import { type MapView, wholeWorld, zoomBy, zoomMax } from "./map-view.ts";

type MapButtonsProps = {
  readonly view: MapView;
  /** What is nearer after the next step: the chosen mark, else the middle of what is shown. */
  readonly around: Pick<MapView, "lon" | "lat">;
  readonly onView: (view: MapView) => void;
  readonly onMove: (by: readonly [dx: number, dy: number]) => void;
};

const moves = [
  { label: "West", mark: "←", by: [-0.3, 0] },
  { label: "North", mark: "↑", by: [0, -0.3] },
  { label: "South", mark: "↓", by: [0, 0.3] },
  { label: "East", mark: "→", by: [0.3, 0] },
] as const;

/** Nearer, farther, and to the side: everything that dragging does, too. */
export function MapButtons({ view, around, onView, onMove }: MapButtonsProps) {
  const isWhole = view.zoom <= 1;
  return (
    <fieldset className="world-map-buttons">
      <legend className="visually-hidden">Part of the world that is shown</legend>
      <MapButton label="Nearer" mark="+" isOff={view.zoom >= zoomMax} onPress={() => onView(zoomBy(view, 2, around))} />
      <MapButton label="Farther" mark="−" isOff={isWhole} onPress={() => onView(zoomBy(view, 0.5))} />
      {moves.map(({ label, mark, by }) => (
        <MapButton key={label} label={label} mark={mark} isOff={isWhole} onPress={() => onMove(by)} />
      ))}
      <button type="button" className="button button-small" disabled={isWhole} onClick={() => onView(wholeWorld)}>
        Whole world
      </button>
    </fieldset>
  );
}

type MapButtonProps = {
  readonly label: string;
  readonly mark: string;
  readonly isOff: boolean;
  readonly onPress: () => void;
};

function MapButton({ label, mark, isOff, onPress }: MapButtonProps) {
  return (
    <button
      type="button"
      className="button button-small"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onPress}
    >
      <span aria-hidden="true">{mark}</span>
    </button>
  );
}
