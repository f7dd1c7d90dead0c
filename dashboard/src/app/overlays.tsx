import { useMemo, useRef } from "react";
import type { Host, Params } from "../host/panel.ts";
import type { KeyAct } from "./keys/decide-key.ts";
import { KeysDialog } from "./keys/keys-dialog.tsx";
import { useKeys } from "./keys/use-keys.ts";
import {
  assetCommands,
  type CommandAct,
  helpCommand,
  ownerCommand,
  panelCommands,
  settingCommands,
} from "./palette/command.ts";
import { Palette } from "./palette/palette.tsx";

type OverlaysProps = {
  readonly host: Host;
  readonly open: "palette" | "keys" | null;
  readonly onOpen: (overlay: "palette" | "keys" | null) => void;
  readonly onGo: (panel: string, params?: Params) => void;
};

/** What opens over the page, and the keys that open it. */
export function Overlays({ host, open, onOpen, onGo }: OverlaysProps) {
  const { settings, page, state, owner } = host;
  const act = (wanted: KeyAct | CommandAct): void => {
    if (wanted.kind === "panel") onGo(wanted.panel);
    else if (wanted.kind === "asset") onGo("markets", { asset: wanted.asset });
    else if (wanted.kind === "settings") page.changeSettings(wanted.changes);
    else if (wanted.kind === "sign-in") void owner.signIn();
    else if (wanted.kind === "sign-out") void owner.signOut();
    else onOpen(wanted.kind);
  };
  // Listeners stay as they are; what they call is that of the last drawing.
  const latest = useRef(act);
  latest.current = act;
  const onKey = useMemo(() => (wanted: KeyAct) => latest.current(wanted), []);
  useKeys({ panels: page.panels, singleKeys: settings.singleKeys === "on" }, onKey);

  const snapshot = state.prices.data;
  const isSignedIn = owner.signedIn !== null;
  const commands = useMemo(() => {
    const assets = [...(snapshot?.ticks ?? []), ...(snapshot?.refused ?? [])].map(({ asset }) => asset);
    const own = [ownerCommand(isSignedIn), ...settingCommands(settings), helpCommand];
    return [...panelCommands(page.panels), ...own, ...assetCommands(assets)];
  }, [page.panels, isSignedIn, settings, snapshot]);

  if (open === "keys") return <KeysDialog panels={page.panels} onClose={() => onOpen(null)} />;
  if (open === null) return null;
  return <Palette commands={commands} onAct={act} onClose={() => onOpen(null)} />;
}
