import { memo, Suspense, useState } from "react";
import { Skeleton } from "../components/skeleton.tsx";
import type { Host, PanelManifest } from "../host/panel.ts";
import { PanelBoundary } from "./panel-boundary.tsx";
import { panelComponent } from "./panel-code.ts";

type PanelAreaProps = { readonly manifest: PanelManifest; readonly host: Host; readonly isActive: boolean };

/** One panel in its place. One that stays but is not looked at is hidden, and draws nothing until it is looked at again. */
export const PanelArea = memo(
  function PanelArea({ manifest, host, isActive }: PanelAreaProps) {
    const [, setTries] = useState(0);
    const Panel = panelComponent(manifest);
    const retry = (): void => setTries((tries) => tries + 1);
    return (
      <div className="panel-area" hidden={!isActive} data-testid={`panel-${manifest.id}`}>
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
      </div>
    );
  },
  (before, next) => !before.isActive && !next.isActive,
);
