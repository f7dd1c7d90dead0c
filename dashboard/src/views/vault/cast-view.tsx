import type { Cast } from "../../../../contracts/cast.ts";
import { Chip } from "../../components/chip.tsx";
import { CastBody } from "./cast-body.tsx";
import { castStateWords } from "./cast-steps.ts";

/** One cast: where it stands, what it took, its transaction, and what it moved. */
export function CastView({ cast }: { readonly cast: Cast }) {
  const { label, meaning, tone } = castStateWords[cast.state];
  return (
    <article className="cast" data-testid={`cast-${cast.id}`} aria-label={`Cast of ${cast.spell}`}>
      <div className="cast-head">
        <p>
          Cast of <strong>{cast.spell}</strong>
        </p>
        <p aria-live="polite" className="cast-verdict">
          <span data-testid="cast-state" data-state={cast.state}>
            <Chip tone={tone}>{label}</Chip>
          </span>
          <span className="muted">{meaning}</span>
        </p>
      </div>
      <CastBody cast={cast} />
    </article>
  );
}
