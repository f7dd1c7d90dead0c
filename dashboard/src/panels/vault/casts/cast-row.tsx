import type { Cast } from "../../../../../contracts/cast.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Chip } from "../../../components/chip.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { describeReasonCode } from "../../../format/reason-words.ts";
import type { Host } from "../../../host/panel.ts";
import { CastBody } from "../../../views/vault/cast-body.tsx";
import { castStateWords } from "../../../views/vault/cast-steps.ts";
import { FireExplained } from "../../../views/vault/fire-explained.tsx";
import type { Episode } from "../../../views/vault/vault-story.ts";
import { CastMore } from "./cast-more.tsx";
import { describeWhy } from "./why-words.ts";

type CastRowProps = {
  readonly episode: Episode;
  readonly isOpen: boolean;
  readonly host: Host;
  readonly view: VaultView;
};

/** One cast in a line: its state, its spell, why, and when; opened, everything that is known of it. */
export function CastRow({ episode, isOpen, host, view }: CastRowProps) {
  const { formatMoment, formatZone } = useTimes();
  const { cast, fire, atMs, title, what } = episode;
  const id = cast?.id ?? episode.id;
  const toggle = (): void => host.setParams({ cast: isOpen ? "none" : id });
  return (
    <li className="card vp-cast" data-testid="cast-row">
      <div className="vp-cast-head">
        <button type="button" className="fold-button" aria-expanded={isOpen} onClick={toggle}>
          <span className="fold-mark" aria-hidden="true">
            {isOpen ? "▾" : "▸"}
          </span>
          {cast === null ? title : cast.spell}
        </button>
        <span className="vp-cast-why muted">
          {cast === null ? "fired, without a cast" : describeWhy(cast, view)}
          {cast?.reason == null ? null : <CastReason cast={cast} />}
        </span>
        <span className="vp-cast-when muted number">
          {what} {formatMoment(atMs)} {formatZone(atMs)}
        </span>
        {cast === null ? <Chip tone="quiet">no cast</Chip> : <CastStateChip cast={cast} />}
      </div>
      {isOpen ? (
        <div className="vp-cast-body">
          {cast === null ? (
            <p className="muted">No cast: the trigger only tells, or the vault has not taken it up yet.</p>
          ) : (
            <p className="muted">{castStateWords[cast.state].meaning}</p>
          )}
          {fire === null ? null : <FireExplained fire={fire} />}
          {cast === null ? null : (
            <>
              <CastBody cast={cast} />
              <CastMore cast={cast} host={host} view={view} />
            </>
          )}
        </div>
      ) : null}
    </li>
  );
}

function CastReason({ cast: { reason } }: { readonly cast: Cast }) {
  return reason === null ? null : <span>, {describeReasonCode(reason.code) ?? reason.message}</span>;
}

function CastStateChip({ cast }: { readonly cast: Cast }) {
  const { label, tone } = castStateWords[cast.state];
  return (
    <span data-testid="cast-state" data-state={cast.state} aria-live="polite">
      <Chip tone={tone}>{label}</Chip>
    </span>
  );
}
