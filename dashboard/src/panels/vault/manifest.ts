import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "vault",
  title: "Vault",
  summary: "Triggers, casts, positions and keys",
  order: 80,
  key: "v",
  load: () => import("./vault-page.tsx"),
};
