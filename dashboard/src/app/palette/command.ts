import { assetName } from "../../data/asset-name.ts";
import { assetSymbol } from "../../format/short-hex.ts";
import type { PanelManifest } from "../../host/panel.ts";
import { settingWords } from "../../host/setting-words.ts";
import { defaultSettings, Settings } from "../../host/settings.ts";

export type CommandAct =
  | { readonly kind: "panel"; readonly panel: string }
  | { readonly kind: "asset"; readonly asset: string }
  | { readonly kind: "settings"; readonly changes: Partial<Settings> }
  | { readonly kind: "sign-in" }
  | { readonly kind: "sign-out" }
  | { readonly kind: "keys" };

/** One thing that the palette can do. */
export type Command = {
  readonly id: string;
  readonly group: "View" | "Asset" | "Vault" | "Setting" | "Help";
  readonly title: string;
  readonly detail: string;
  /** Keys that do the same. */
  readonly keys?: readonly string[];
  readonly act: CommandAct;
};

export const panelCommands = (panels: readonly PanelManifest[]): readonly Command[] =>
  panels.map(({ id, title, summary, key }) => ({
    id: `panel-${id}`,
    group: "View",
    title,
    detail: summary,
    keys: ["g", key],
    act: { kind: "panel", panel: id },
  }));

export const assetCommands = (assets: readonly string[]): readonly Command[] =>
  assets.map((asset) => ({
    id: `asset-${asset}`,
    group: "Asset",
    title: assetSymbol(asset),
    detail: assetName(asset),
    act: { kind: "asset", asset },
  }));

/** One command for each value of each setting, the present ones left out. */
export const settingCommands = (settings: Settings): readonly Command[] =>
  (Object.keys(defaultSettings) as (keyof Settings)[]).flatMap((name) =>
    Settings.shape[name].options
      .filter((value) => value !== settings[name])
      .map((value) => ({
        id: `setting-${name}-${value}`,
        group: "Setting" as const,
        title: `${settingWords[name].title}: ${settingWords[name].values[value] ?? value}`,
        detail: settingWords[name].summary,
        act: { kind: "settings" as const, changes: { [name]: value } },
      })),
  );

export const ownerCommand = (isSignedIn: boolean): Command =>
  isSignedIn
    ? {
        id: "sign-out",
        group: "Vault",
        title: "Sign out",
        detail: "This browser forgets its key",
        act: { kind: "sign-out" },
      }
    : {
        id: "sign-in",
        group: "Vault",
        title: "Sign in",
        detail: "With a wallet that owns the vault",
        act: { kind: "sign-in" },
      };

export const helpCommand: Command = {
  id: "keys",
  group: "Help",
  title: "Keys",
  detail: "Which key does what",
  keys: ["?"],
  act: { kind: "keys" },
};
