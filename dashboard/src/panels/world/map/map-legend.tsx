import { severityLevels } from "../feed/story-words.ts";
import { MarkIcon } from "../mark-shape.tsx";

/** What the marks mean. */
export function MapLegend() {
  return (
    <ul className="world-legend" aria-label="What the marks mean">
      {severityLevels.map(({ name, min }, index) => (
        <li key={name}>
          <MarkIcon severity={min} isNew /> {name}{" "}
          <span className="muted number">
            {min.toFixed(2)} to {(severityLevels[index + 1]?.min ?? 1).toFixed(2)}
          </span>
        </li>
      ))}
      <li>
        <MarkIcon severity={0.5} isNew={false} /> older than 6 h
      </li>
      <li>
        <svg className="world-mark-icon" viewBox="-12 -12 24 24" aria-hidden="true">
          <circle className="world-mark-country" r={10.5} />
        </svg>{" "}
        somewhere in the country
      </li>
    </ul>
  );
}
