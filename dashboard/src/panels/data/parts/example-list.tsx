import type { DatasetAnswer } from "../catalogue/answers.ts";
import { type Example, examples } from "../query/examples.ts";

type ExampleListProps = {
  readonly datasets: readonly DatasetAnswer[] | null;
  readonly onChoose: (example: Example) => void;
};

/** Queries to begin with. One whose data is not exported yet cannot be chosen, and says so. */
export function ExampleList({ datasets, onChoose }: ExampleListProps) {
  return (
    <ul className="data-examples" aria-label="Examples">
      {examples.map((example) => {
        const missing = example.datasets.filter((name) => !datasets?.some(({ dataset }) => dataset === name));
        return (
          <li key={example.title}>
            <button
              type="button"
              className="button button-small"
              disabled={missing.length > 0}
              title={missing.length > 0 ? `Not exported yet: ${missing.join(", ")}` : undefined}
              onClick={() => onChoose(example)}
            >
              {example.title}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
