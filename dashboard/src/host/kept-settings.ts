import { defaultSettings, Settings } from "./settings.ts";

/** Names in storage. That of the theme and the density stand in `public/theme.js` too, which runs before this. */
const keys: Readonly<Record<keyof Settings, string>> = {
  theme: "portent.theme",
  density: "portent.density",
  timeZone: "portent.time-zone",
  changes: "portent.changes",
  singleKeys: "portent.single-keys",
};
const names = Object.keys(keys) as (keyof Settings)[];

type Shelf = Pick<Storage, "getItem" | "setItem">;

/** The settings as they were kept. What was never kept, or is no longer understood, is as it is by default. */
export function readSettings(shelf: Shelf | null): Settings {
  const kept = names.map((name) => {
    const value = Settings.shape[name].safeParse(readItem(shelf, keys[name]));
    return [name, value.success ? value.data : defaultSettings[name]];
  });
  return Settings.parse(Object.fromEntries(kept));
}

/** Where storage is full or forbidden, a choice lasts as long as the page. */
export function keepSettings(shelf: Shelf | null, changes: Partial<Settings>): void {
  for (const name of names) {
    const value = changes[name];
    if (value === undefined) continue;
    try {
      shelf?.setItem(keys[name], value);
    } catch {
      return;
    }
  }
}

/** The name of a setting by its name in storage: another tab has changed it. */
export const isSettingKey = (key: string | null): boolean => key === null || Object.values(keys).includes(key);

/** The browser's storage, or null where even asking for it is forbidden. */
export function openSettingsShelf(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function readItem(shelf: Shelf | null, key: string): string | null {
  try {
    return shelf?.getItem(key) ?? null;
  } catch {
    return null;
  }
}
