import type { ReactNode } from "react";
import type { VaultAccess } from "../../../../contracts/vault-access.ts";
import { useTimes } from "../../components/use-times.ts";
import { shortHex } from "../../format/short-hex.ts";

export type GrantedView = NonNullable<VaultAccess["views"]>[number];

type ViewRowsProps = {
  readonly views: readonly GrantedView[];
  /** What can be done about each, beside it. */
  readonly acts: ((view: GrantedView) => ReactNode) | undefined;
};

/** Links, and pages of people who signed in, that read the vault now: what each is called, by whom it was granted, until when. */
export function ViewRows({ views, acts }: ViewRowsProps) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <>
      <h4 className="fold-title">Links and pages that read</h4>
      {views.length === 0 ? <p className="muted">None.</p> : null}
      <ul className="rows rows-acts">
        {views.map((view) => {
          const { id, label, owner, createdWallMs, expiresWallMs } = view;
          return (
            <li key={id} data-testid="access-view">
              <div>
                <p className="breakable">
                  {label ?? <span className="muted">without a name</span>} <code title={id}>{id.slice(0, 8)}</code>
                </p>
                <p className="muted">
                  {owner === null ? null : (
                    <>
                      by <code title={owner}>{shortHex(owner)}</code>,{" "}
                    </>
                  )}
                  {createdWallMs === null ? null : `granted ${formatMoment(createdWallMs)}, `}ends{" "}
                  {formatMoment(expiresWallMs)} {formatZone(expiresWallMs)}
                </p>
              </div>
              {acts?.(view)}
            </li>
          );
        })}
      </ul>
    </>
  );
}
