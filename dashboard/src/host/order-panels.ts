import type { PanelManifest } from "./panel.ts";

type Found = { readonly folder: string; readonly manifest: PanelManifest };

/** The panels in the order of the menu. Two that cannot be told apart, or one that its folder does not name, are refused. */
export function orderPanels(found: readonly Found[]): readonly PanelManifest[] {
  const keys = new Map<string, string>();
  for (const { folder, manifest } of found) {
    const { id, key } = manifest;
    if (id !== folder) throw new Error(`panels/${folder}/manifest.ts: its id is "${id}", its folder "${folder}"`);
    if (!/^[a-z0-9]$/.test(key)) throw new Error(`panels/${folder}/manifest.ts: key "${key}" is no letter or digit`);
    const other = keys.get(key);
    if (other !== undefined) throw new Error(`panels/${folder}/manifest.ts: key "${key}" is that of "${other}"`);
    keys.set(key, id);
  }
  return found.map(({ manifest }) => manifest).toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}
