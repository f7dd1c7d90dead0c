import type { Settings } from "./settings.ts";

export type SettingWords = {
  readonly title: string;
  readonly summary: string;
  readonly values: Readonly<Record<string, string>>;
};

/** What each setting and each of its values is called. */
export const settingWords: Readonly<Record<keyof Settings, SettingWords>> = {
  theme: {
    title: "Theme",
    summary: "Light or dark",
    values: { system: "as the device", light: "light", dark: "dark" },
  },
  density: {
    title: "Density",
    summary: "How close the rows stand",
    values: { comfortable: "comfortable", compact: "compact" },
  },
  timeZone: {
    title: "Times",
    summary: "Time zone of every time on the page",
    values: { UTC: "UTC", local: "the device's zone" },
  },
  changes: {
    title: "Changes",
    summary: "Unit of changes and moves; limits and conditions keep the unit that they were written in",
    values: { percent: "percent", "basis-points": "basis points" },
  },
  singleKeys: {
    title: "Single keys",
    summary: "Keys without Ctrl or ⌘, such as ? and g m; off for speech input",
    values: { on: "on", off: "off" },
  },
};
