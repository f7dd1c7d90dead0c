import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "settings",
  title: "Settings",
  summary: "Theme, density, time zone and keys",
  order: 110,
  key: "s",
  load: () => import("./settings-page.tsx"),
};
