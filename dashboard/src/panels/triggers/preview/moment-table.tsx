import type { PreviewMoment } from "../../../../../contracts/trigger-preview.ts";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { describeLeaf } from "../../../format/describe-leaf.ts";

const holdsWords = { true: "holds", false: "does not hold", null: "unknown" } as const;

type MomentTableProps = {
  readonly caption: string;
  readonly moments: readonly PreviewMoment[];
  readonly testId: string;
};

/** Moments with what each comparison said then. */
export function MomentTable({ caption, moments, testId }: MomentTableProps) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <TableScroll label={caption}>
      <table className="number-table tr-moments" data-testid={testId}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Comparison</th>
            <th scope="col" className="figure">
              Value
            </th>
            <th scope="col" className="figure">
              Threshold
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {moments.flatMap(({ atMs, explain }) =>
            explain.map((leaf, index) => {
              const { now, threshold } = describeLeaf(leaf);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the comparisons of a moment never move
                <tr key={`${atMs}-${index}`}>
                  <th scope="row" className="number">
                    {index === 0 ? `${formatMoment(atMs)} ${formatZone(atMs)}` : ""}
                  </th>
                  <td>
                    <code>{leaf.leaf}</code>
                  </td>
                  <td className="figure number">{now}</td>
                  <td className="figure number">
                    {leaf.op} {threshold}
                  </td>
                  <td className={leaf.holds === true ? "tone-fire" : "muted"}>{holdsWords[`${leaf.holds}`]}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </TableScroll>
  );
}
