/** What a reader has chosen. Kept in this browser alone. */
export type Settings = {
  /** `system`: as the device has it. */
  readonly theme: "system" | "light" | "dark";
  readonly density: "comfortable" | "compact";
  /** Of times on the page. Every one of them says which it is. */
  readonly timeZone: "UTC" | "local";
};

export const defaultSettings: Settings = { theme: "system", density: "comfortable", timeZone: "UTC" };
