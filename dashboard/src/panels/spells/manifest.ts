import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "spells",
  title: "Spells",
  summary: "What the vault can do: purpose, risk, what it would do now, and casting it",
  order: 70,
  key: "l",
  // Half-written parameters are there on return.
  stays: true,
  load: () => import("./spells-page.tsx"),
};
