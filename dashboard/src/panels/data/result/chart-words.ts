import { formatPlain } from "../../../format/format-number.ts";
import type { Drawing } from "./chart-lines.ts";
import { formatMoment } from "./format-moment.ts";
import type { ResultColumn } from "./read-result.ts";

/** A chart in words: what it shows, from where to where, and its extremes. */
export function chartWords({ lines, bars, left }: Drawing, x: ResultColumn, y: ResultColumn): string {
  const values = [...bars.map(({ value }) => value), ...lines.flatMap(({ points }) => points.map((point) => point.y))];
  const missing = left === 0 ? "" : ` ${left} rows are not drawn: a value is null, or there are too many lines.`;
  if (values.length === 0) return `Nothing to draw: ${y.name} or ${x.name} is null everywhere.${missing}`;
  const range = `from ${formatPlain(least(values))} to ${formatPlain(greatest(values))}`;
  if (bars.length > 0) return `${y.name} of ${bars.length} values of ${x.name}, ${range}.${missing}`;
  const places = lines.flatMap(({ points }) => points.map((point) => point.x));
  const say = (place: number) => placeWords(place, x);
  const many = lines.length === 1 ? "" : `, ${lines.length} lines: ${lines.map(({ name }) => name).join(", ")}`;
  return `${y.name} ${range}, over ${x.name} from ${say(least(places))} to ${say(greatest(places))}${many}.${missing}`;
}

/** A place on the x axis; times in UTC. */
export const placeWords = (place: number, { kind }: ResultColumn): string =>
  kind === "time" ? `${formatMoment(BigInt(Math.round(place)), 1).replace(/:00$/, "")} UTC` : formatPlain(place);

/** What is written below the axis: of moments of one day, the day once. */
export function axisWords(ticks: readonly number[], x: ResultColumn): readonly string[] {
  const words = ticks.map((tick) => placeWords(tick, x).replace(/ UTC$/, ""));
  if (x.kind !== "time") return words;
  return words.map((text, index) => {
    const [day, clock] = text.split(" ");
    return clock !== undefined && words[index - 1]?.split(" ")[0] === day ? clock : text;
  });
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
