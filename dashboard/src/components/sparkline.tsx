import { type SparkPoint, sparklinePath, thinPoints } from "../format/sparkline-path.ts";

const width = 64;
const height = 20;

/** A word-sized line of prices, for the eye only: the numbers stand beside it. */
export function Sparkline({ points, tone }: { readonly points: readonly SparkPoint[]; readonly tone: string }) {
  const path = sparklinePath(thinPoints(points, 48), width, height, 1.5);
  return (
    <svg className={`sparkline tone-${tone}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {path === "" ? <circle cx={width / 2} cy={height / 2} r={1.5} /> : <path d={path} />}
    </svg>
  );
}
