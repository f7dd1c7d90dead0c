import type { LeafTrace } from "../../../../contracts/fires.ts";
import { describeLeaf, opWords } from "../../format/describe-leaf.ts";

/** How near one comparison is to holding: the value now, the threshold, and what is missing. */
export function LeafGauge({ leaf, hasOwnText }: { readonly leaf: LeafTrace; readonly hasOwnText: boolean }) {
  const { closeness, now, threshold, toGo } = describeLeaf(leaf);
  const tone = closeness === null ? "unknown" : closeness === 1 ? "holds" : closeness > 0.75 ? "near" : "far";
  return (
    <div className={`gauge gauge-${tone}`}>
      {hasOwnText ? <code className="gauge-text">{leaf.leaf}</code> : null}
      <div className="gauge-line">
        <span>
          <span className="muted">now</span> <strong className="number">{now}</strong>
        </span>
        <span className="gauge-gap">
          {closeness === null ? "unknown" : closeness === 1 ? "holds" : `${toGo} to go`}
        </span>
        <span>
          <span className="muted">fires {opWords[leaf.op]}</span> <strong className="number">{threshold}</strong>
        </span>
      </div>
      <svg className="gauge-bar" viewBox="0 0 400 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="gauge-track" width="400" height="6" />
        <rect className="gauge-fill" width={(closeness ?? 0) * 400} height="6" />
        <rect className="gauge-mark" x="397" width="3" height="6" />
      </svg>
    </div>
  );
}
