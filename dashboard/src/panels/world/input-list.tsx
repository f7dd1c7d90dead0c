import type { WorldSnapshot } from "../../../../contracts/world.ts";
import { Chip } from "../../components/chip.tsx";
import { describeSources } from "./world-words.ts";

type InputsProps = Pick<WorldSnapshot, "missingInputs" | "staleInputs" | "sources">;

/** What the reading rests on less than it should: inputs that are missing, and those that are older than they should be. */
export function InputList({ missingInputs, staleInputs, sources }: InputsProps) {
  const isWhole = missingInputs.length === 0 && staleInputs.length === 0;
  return (
    <section aria-label="Inputs" className="inputs" data-testid="world-inputs" data-whole={isWhole}>
      <p className={isWhole ? "muted" : undefined}>
        {describeSources(sources)} {isWhole ? "Nothing is missing or stale." : "The reading lacks what follows."}
      </p>
      {isWhole ? null : (
        <ul className="input-list">
          {[...new Set(missingInputs)].map((input) => (
            <li key={`missing ${input}`}>
              <Chip tone="bad">missing</Chip> <span className="breakable">{input}</span>
            </li>
          ))}
          {[...new Set(staleInputs)].map((input) => (
            <li key={`stale ${input}`}>
              <Chip tone="warn">stale</Chip> <span className="breakable">{input}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
