import { Chip } from "../../../components/chip.tsx";
import { formatAge } from "../../../format/format-time.ts";
import { castStateWords } from "../../../views/vault/cast-steps.ts";
import type { Episode } from "../../../views/vault/vault-story.ts";

/** One fire or cast with its state; it changes while the cast walks. */
export function EpisodeLine({ episode, nowMs }: { readonly episode: Episode; readonly nowMs: number }) {
  const { title, what, cast, atMs } = episode;
  return (
    <li className="episode-line">
      <span className="episode-title">
        {title} <span className="muted">{what}</span>
      </span>
      {cast === null ? (
        <span className="muted">no cast</span>
      ) : (
        <span aria-live="polite">
          <span className="muted">cast of {cast.spell}</span>{" "}
          <span data-testid="cast-state" data-state={cast.state} title={castStateWords[cast.state].meaning}>
            <Chip tone={castStateWords[cast.state].tone}>{castStateWords[cast.state].label}</Chip>
          </span>
        </span>
      )}
      <span className="muted number">{formatAge(nowMs - atMs)} ago</span>
    </li>
  );
}
