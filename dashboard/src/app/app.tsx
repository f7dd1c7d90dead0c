import { useCallback, useMemo, useState } from "react";
import { ChangesContext } from "../components/use-change-words.ts";
import { TimeZoneContext } from "../components/use-times.ts";
import type { VaultKey } from "../data/vault-key.ts";
import { createAddress } from "../host/address.ts";
import type { PageControls } from "../host/panel.ts";
import { panels } from "../host/panels.ts";
import { useRoute } from "../host/use-route.ts";
import { useSettings } from "../host/use-settings.ts";
import { keptControls } from "../offline/kept-controls.ts";
import { OwnerButton } from "../owner/owner-button.tsx";
import { OwnerPrompt } from "../owner/owner-prompt.tsx";
import { useOwner } from "../owner/use-owner.ts";
import { Banners } from "../views/header/banners.tsx";
import { PageHeader } from "../views/header/page-header.tsx";
import { Menu } from "./menu/menu.tsx";
import { Overlays } from "./overlays.tsx";
import { PanelArea } from "./panel-area.tsx";
import { UnknownView } from "./unknown-view.tsx";
import { useDashboard } from "./use-dashboard.ts";
import { useHost } from "./use-host.ts";
import { usePanelFocus } from "./use-panel-focus.ts";
import { useTitle } from "./use-title.ts";
import { useVaultKey } from "./use-vault-key.ts";
import { useVisited } from "./use-visited.ts";

/** The page: header, menu, the panel that the address names, and what opens over them. */
export function App({ initialKey }: { readonly initialKey: VaultKey | undefined }) {
  const [address] = useState(() => createAddress(window));
  const route = useRoute(address);
  const [settings, changeSettings] = useSettings();
  const { vaultKey, openVault, forgetVault } = useVaultKey(initialKey);
  const { state, retry, closeVault } = useDashboard(vaultKey);
  const manifest = panels.find(({ id }) => id === route.panel);
  const title = manifest?.title ?? "No such view";
  const setTitle = useTitle(route.panel, title);
  const headingRef = usePanelFocus(route.panel);
  const { shown, lastParams } = useVisited(panels, route);
  const [overlay, setOverlay] = useState<"palette" | "keys" | null>(null);
  const openPalette = useCallback(() => setOverlay("palette"), []);

  const page = useMemo((): PageControls => {
    const close = (): void => {
      forgetVault();
      closeVault();
    };
    const hasVault = vaultKey !== undefined;
    return { panels, setTitle, changeSettings, hasVault, closeVault: close, kept: keptControls };
  }, [setTitle, changeSettings, vaultKey, forgetVault, closeVault]);
  const { controls: owner, snapshot, settle } = useOwner({ state, vaultKey, onVaultKey: openVault });
  const host = useHost({ state, route, address, settings, retry, page, owner });

  return (
    <TimeZoneContext value={settings.timeZone}>
      <ChangesContext value={settings.changes}>
        <button type="button" className="skip-link" onClick={() => headingRef.current?.focus()}>
          Skip to the content
        </button>
        <PageHeader
          state={state}
          theme={settings.theme}
          onRetry={retry}
          onTheme={(theme) => changeSettings({ theme })}
          onSearch={openPalette}
          owner={<OwnerButton owner={owner} />}
        />
        <Banners state={state} hasVault={vaultKey !== undefined} />
        <div className="frame">
          <Menu panels={panels} current={route.panel} hrefOf={(id) => host.hrefOf(id, lastParams(id))} />
          <main className="frame-main">
            <h1 ref={headingRef} tabIndex={-1} className="visually-hidden">
              {title}
            </h1>
            {manifest === undefined ? <UnknownView route={route} host={host} /> : null}
            {shown.map((panel) => (
              <PanelArea key={panel.id} manifest={panel} host={host} isActive={panel.id === route.panel} />
            ))}
          </main>
        </div>
        <OwnerPrompt request={snapshot.request} onSettle={settle} />
        <Overlays
          host={host}
          open={overlay}
          onOpen={setOverlay}
          onGo={(panel, params = lastParams(panel)) => address.go({ panel, params }, "push")}
        />
      </ChangesContext>
    </TimeZoneContext>
  );
}
