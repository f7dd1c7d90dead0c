import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "triggers",
  title: "Triggers",
  summary: "Write a condition, see what it would have done, arm it, and why it fired",
  order: 60,
  key: "t",
  // A half-written trigger is there on return.
  stays: true,
  load: () => import("./triggers-page.tsx"),
};
