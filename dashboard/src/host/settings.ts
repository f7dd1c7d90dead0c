import { z } from "zod";

/** What a reader has chosen. Kept in this browser alone. */
export const Settings = z.object({
  /** `system`: as the device has it. */
  theme: z.enum(["system", "light", "dark"]),
  density: z.enum(["comfortable", "compact"]),
  /** Of times on the page. Every one of them says which it is. */
  timeZone: z.enum(["UTC", "local"]),
  /** In which changes are told: hundredths, or hundredths of hundredths. */
  changes: z.enum(["percent", "basis-points"]),
  /** Keys that act without Ctrl or ⌘: who speaks to the machine, or trembles, may want none. */
  singleKeys: z.enum(["on", "off"]),
});
export type Settings = Readonly<z.infer<typeof Settings>>;

export const defaultSettings: Settings = {
  theme: "system",
  density: "comfortable",
  timeZone: "UTC",
  changes: "percent",
  singleKeys: "on",
};
