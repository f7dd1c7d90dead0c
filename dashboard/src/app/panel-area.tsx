import { memo, Suspense, useState } from "react";
import { Skeleton } from "../components/skeleton.tsx";
import type { Host, PanelManifest } from "../host/panel.ts";
import { PanelBoundary } from "./panel-boundary.tsx";
import { panelComponent } from "./panel-code.ts";

type PanelAreaProps = { readonly manifest: PanelManifest; readonly host: Host; readonly isActive: boolean };

/** One panel in its place. One that stays but is not looked at is hidden, and draws nothing until it is looked at again. */
export function PanelArea({ manifest, host, isActive }: PanelAreaProps) {
  return (
    <div className="panel-area" hidden={!isActive} data-testid={`panel-${manifest.id}`}>
      <PanelContent manifest={manifest} host={host} isActive={isActive} />
    </div>
  );
}

/**
 * The panel itself. The page has one host, that of the panel that is looked at: a hidden one keeps the host that it had, and so never
 * takes another panel's params for its own, nor writes its own into another's address.
 */
const PanelContent = memo(
  function PanelContent({ manifest, host }: PanelAreaProps) {
    const [, setTries] = useState(0);
    const Panel = panelComponent(manifest);
    const retry = (): void => setTries((tries) => tries + 1);
    return (
      <PanelBoundary title={manifest.title} onRetry={retry}>
        <Suspense
          fallback={
            <div className="panel page-state">
              <Skeleton rows={8} label={`Loading ${manifest.title}`} />
            </div>
          }
        >
          <Panel host={host} />
        </Suspense>
      </PanelBoundary>
    );
  },
  (before, next) => !next.isActive || (before.host === next.host && before.manifest === next.manifest),
);
