import type { LeafCourse } from "../../../../../contracts/trigger-preview.ts";
import { ShownPart } from "../../../components/shown-part.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { sideWords } from "./side-words.ts";

/** The lines of a chart as numbers, the newest first. */
export function CourseTable({ course }: { readonly course: LeafCourse }) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <ShownPart rows={course.points.toReversed()} step={50} noun="points">
      {(shown) => (
        <TableScroll label={`${course.leaf}, point by point`}>
          <table className="number-table" data-testid="preview-course">
            <caption>
              <code>{course.leaf}</code>
            </caption>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col" className="figure">
                  Value
                </th>
                <th scope="col" className="figure">
                  Threshold
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(([atMs, left, right]) => (
                <tr key={atMs}>
                  <th scope="row" className="number">
                    {formatMoment(atMs)} {formatZone(atMs)}
                  </th>
                  <td className="figure number">{sideWords(course, left)}</td>
                  <td className="figure number">{sideWords(course, right)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
