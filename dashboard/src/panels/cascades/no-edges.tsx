import { Notice } from "../../components/notice.tsx";
import type { ExplainedRun } from "./answers.ts";

/** That there is no edge is an answer, and the usual one. */
export function NoEdges({ run: { assets } }: { readonly run: ExplainedRun }) {
  if (assets.length < 2) {
    return <Notice title="No edge yet">There is not enough history: an edge needs two assets.</Notice>;
  }
  return (
    <div data-testid="no-edges">
      <Notice title="No edge in this window, and that is the finding">
        Liquid pairs of one exchange take in news within a bar, so no asset was found to follow another by a whole one;
        an empty list is an ordinary answer. An edge must beat a common factor, the memory of both prices, stale quotes
        and the choice among all pairs and delays: docs/cascades.md says how, and what was measured.
      </Notice>
    </div>
  );
}
