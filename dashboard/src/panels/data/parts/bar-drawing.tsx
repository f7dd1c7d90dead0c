import { formatPlain } from "../../../format/format-number.ts";
import type { Bar } from "../result/chart-lines.ts";

const rowHeight = 22;
/** Of a hundred, so that the drawing stretches with its place. */
const full = 100;

/** Bars from a common zero, each with its name and its value. */
export function BarDrawing({ bars }: { readonly bars: readonly Bar[] }) {
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const greatest = Math.max(0, ...bars.map(({ value }) => value));
  const place = (value: number): number => ((value - least) / (greatest - least || 1)) * full;
  return (
    <div className="data-bars" aria-hidden="true">
      <ul>
        {bars.map(({ name }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two bars may have one name
          <li key={index}>{name}</li>
        ))}
      </ul>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${full} ${bars.length * rowHeight}`}
        preserveAspectRatio="none"
        height={bars.length * rowHeight}
      >
        {bars.map(({ value }, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: two bars may have one name
            key={index}
            className="data-bar"
            x={Math.min(place(0), place(value))}
            y={index * rowHeight + 4}
            width={Math.abs(place(value) - place(0))}
            height={rowHeight - 8}
          />
        ))}
        <line className="data-zero" x1={place(0)} x2={place(0)} y1="0" y2={bars.length * rowHeight} />
      </svg>
      <ul className="number">
        {bars.map(({ value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two bars may have one name
          <li key={index}>{formatPlain(value)}</li>
        ))}
      </ul>
    </div>
  );
}
