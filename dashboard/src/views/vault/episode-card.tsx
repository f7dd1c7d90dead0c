import { useTimes } from "../../components/use-times.ts";
import { CastView } from "./cast-view.tsx";
import { FireExplained } from "./fire-explained.tsx";
import type { Episode } from "./vault-story.ts";

/** One fire, why it came, and the cast that it caused; or a cast that was asked for otherwise. */
export function EpisodeCard({ episode }: { readonly episode: Episode }) {
  const { formatMoment, formatZone } = useTimes();
  const { atMs, title, what, fire, cast } = episode;
  return (
    <li className="card">
      <div className="card-head">
        <h4>{title}</h4>
        <span className="muted number">
          {what} {formatMoment(atMs)} {formatZone(atMs)}
        </span>
      </div>
      {fire === null ? null : <FireExplained fire={fire} />}
      {cast === null ? (
        <p className="muted">No cast: the trigger only tells, or the vault has not taken it up yet.</p>
      ) : (
        <CastView cast={cast} />
      )}
    </li>
  );
}
