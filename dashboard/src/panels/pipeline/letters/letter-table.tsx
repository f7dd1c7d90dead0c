import type { Letter } from "../../../../../contracts/dead-letter-views.ts";
import { Chip } from "../../../components/chip.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatBytes } from "../../../format/format-bytes.ts";
import type { Host } from "../../../host/panel.ts";
import { letterTones, reasonWords, stateWords } from "./letter-words.ts";

type TableProps = {
  readonly host: Host;
  readonly letters: readonly Letter[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
};

const canDecide = ({ state }: Letter): boolean => state === "parked" || state === "discarded";

/** Letters by when they were set aside. The wall clock counts here: a replay's own time says nothing of when something broke. */
export function LetterTable({ host, letters, chosen, onToggle }: TableProps) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <TableScroll label="Dead letters">
      <table className="number-table number-table-wide" data-testid="letters">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Chosen</span>
            </th>
            <th scope="col">Set aside</th>
            <th scope="col">Queue</th>
            <th scope="col">State</th>
            <th scope="col" className="figure">
              Size
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => {
            const { id, queue, state, parkedWallMs, bytes, times, reason } = letter;
            const moment = `${formatMoment(parkedWallMs)} ${formatZone(parkedWallMs)}`;
            return (
              <tr key={id} data-testid={`letter-${id}`} data-state={state}>
                <td>
                  {canDecide(letter) ? (
                    <input
                      type="checkbox"
                      className="pipe-check"
                      aria-label={`Choose the letter of ${queue}, ${moment}`}
                      checked={chosen.has(id)}
                      onChange={() => onToggle(id)}
                    />
                  ) : null}
                </td>
                <th scope="row" className="number">
                  <a
                    className="series-link"
                    href={host.hrefOf("pipeline", { ...host.params, tab: "letters", letter: id })}
                    aria-current={host.params.letter === id ? "true" : undefined}
                  >
                    {moment}
                  </a>
                </th>
                <td>{queue}</td>
                <td>
                  <Chip tone={letterTones[state]}>{stateWords[state]}</Chip>
                </td>
                <td className="figure number">{formatBytes(bytes)}</td>
                <td className="pipe-note" title={reason?.message}>
                  {reasonWords(letter)}
                  {times > 1 ? `, ${times} times` : ""}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
