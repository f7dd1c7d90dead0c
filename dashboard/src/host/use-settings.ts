import { useCallback, useEffect, useState } from "react";
import { isSettingKey, keepSettings, openSettingsShelf, readSettings } from "./kept-settings.ts";
import type { Settings } from "./settings.ts";

/** The settings, shown on the page at once, kept, and the same in all open tabs. */
export function useSettings(): readonly [Settings, (changes: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(() => readSettings(openSettingsShelf()));
  const { theme, density } = settings;

  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === "system") delete dataset.theme;
    else dataset.theme = theme;
    dataset.density = density;
  }, [theme, density]);

  useEffect(() => {
    const onStorage = ({ key }: StorageEvent): void => {
      if (isSettingKey(key)) setSettings(readSettings(openSettingsShelf()));
    };
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }, []);

  const change = useCallback((changes: Partial<Settings>): void => {
    keepSettings(openSettingsShelf(), changes);
    setSettings((before) => ({ ...before, ...changes }));
  }, []);
  return [settings, change];
}
