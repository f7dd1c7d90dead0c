import type { LetterOrderAnswer } from "../../../../../contracts/dead-letter-views.ts";
import { Chip } from "../../../components/chip.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { shortHex } from "../../../format/short-hex.ts";
import { outcomeWords } from "./letter-words.ts";

const tones = { redriven: "good", sending: "busy", discarded: "quiet", skipped: "warn" } as const;

/** What became of each letter of an order. */
export function OrderResults({ answer: { by, results } }: { readonly answer: LetterOrderAnswer }) {
  const count = results.filter(({ outcome }) => outcome !== "skipped").length;
  return (
    <>
      <p className="pipe-said" role="status" data-testid="order-said">
        The order of <abbr title={by}>{shortHex(by)}</abbr> counted for {count} of {results.length}{" "}
        {results.length === 1 ? "letter" : "letters"}.
      </p>
      {results.length === 0 ? null : (
        <TableScroll label="What became of each letter">
          <table className="number-table" data-testid="order-results">
            <thead>
              <tr>
                <th scope="col">Letter</th>
                <th scope="col">Now</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {results.map(({ id, outcome, why }) => (
                <tr key={id}>
                  <th scope="row">
                    <code>{id.slice(0, 12)}</code>
                  </th>
                  <td>
                    <Chip tone={tones[outcome]}>{outcomeWords[outcome]}</Chip>
                  </td>
                  <td>{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  );
}
