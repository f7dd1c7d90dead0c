import type { Cast } from "../../../../../contracts/cast.ts";
import type { Fire } from "../../../../../contracts/fires.ts";
import { Chip } from "../../../components/chip.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { Host } from "../../../host/panel.ts";
import { castStateWords } from "../../../views/vault/cast-steps.ts";
import { FireExplained } from "../../../views/vault/fire-explained.tsx";

type FireListProps = { readonly host: Host; readonly fires: readonly Fire[]; readonly casts: readonly Cast[] };

/** A trigger's fires with their reasons, the newest first, and what became of their casts. */
export function FireList({ host, fires, casts }: FireListProps) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <ShownPart rows={fires} step={10} noun="fires">
      {(shown) => (
        <ol className="tr-fires">
          {shown.map((fire) => {
            const cast = casts.find(({ fireId }) => fireId === fire.fireId);
            return (
              <li key={fire.fireId} data-testid="detail-fire">
                <p>
                  <strong className="number">
                    {formatMoment(fire.atMs)} {formatZone(fire.atMs)}
                  </strong>{" "}
                  {cast === undefined ? null : (
                    <a href={host.hrefOf("vault", { cast: cast.id })}>
                      cast of {cast.spell}{" "}
                      <Chip tone={castStateWords[cast.state].tone}>{castStateWords[cast.state].label}</Chip>
                    </a>
                  )}
                </p>
                <TableScroll label="Why it fired">
                  <FireExplained fire={fire} />
                </TableScroll>
              </li>
            );
          })}
        </ol>
      )}
    </ShownPart>
  );
}
