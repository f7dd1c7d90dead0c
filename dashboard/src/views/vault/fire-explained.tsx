import type { Fire } from "../../../../contracts/fires.ts";
import { useTimes } from "../../components/use-times.ts";
import { describeLeaf } from "../../format/describe-leaf.ts";

const holdsWords = { true: "holds", false: "does not hold", null: "unknown" } as const;

/** Each comparison as the evaluation saw it. */
export function FireExplained({ fire }: { readonly fire: Fire }) {
  const { formatClock, formatZone } = useTimes();
  return (
    <table className="explain">
      <caption className="visually-hidden">Why it fired</caption>
      <thead>
        <tr>
          <th scope="col">Because</th>
          <th scope="col">Was</th>
          <th scope="col">Limit</th>
          <th scope="col">Sample</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {fire.explain.map((leaf, index) => {
          const { now, threshold } = describeLeaf(leaf);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: what a fire saw never changes
            <tr key={index}>
              <th scope="row">
                <code>{leaf.leaf}</code>
              </th>
              <td className="number">{now}</td>
              <td className="number">
                {leaf.op} {threshold}
              </td>
              <td className="number">
                {leaf.sampleAtMs === null ? "–" : `${formatClock(leaf.sampleAtMs)} ${formatZone(leaf.sampleAtMs)}`}
              </td>
              <td className={leaf.holds === true ? "tone-fire" : "muted"}>{holdsWords[`${leaf.holds}`]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
