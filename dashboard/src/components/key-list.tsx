import type { PanelManifest } from "../host/panel.ts";

/** `?` needs Shift on many keyboards, and is one key all the same. */
const pageKeys = [
  { keys: ["Ctrl", "K"], or: ["⌘", "K"], does: "Search: views, assets, settings" },
  { keys: ["?"], does: "This list" },
  { keys: ["Esc"], does: "Close what is open over the page" },
] as const;

/** Which key does what. */
export function KeyList({ panels }: { readonly panels: readonly PanelManifest[] }) {
  const opening = panels.map(({ key, title }) => ({ keys: ["g", key], does: title }));
  return (
    <div className="key-lists">
      <KeyGroup title="On every view" rows={pageKeys} />
      <KeyGroup title="Open a view: one key after the other" rows={opening} />
    </div>
  );
}

type KeyRow = { readonly keys: readonly string[]; readonly or?: readonly string[]; readonly does: string };

function KeyGroup({ title, rows }: { readonly title: string; readonly rows: readonly KeyRow[] }) {
  return (
    <div className="key-group">
      <h3>{title}</h3>
      <dl className="key-list">
        {rows.map(({ keys, or, does }) => (
          <div key={does}>
            <dt>
              <Keys keys={keys} />
              {or === undefined ? null : (
                <>
                  {" "}
                  or <Keys keys={or} />
                </>
              )}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((key, index) => (
    <span key={key}>
      {index === 0 ? "" : " "}
      <kbd>{key}</kbd>
    </span>
  ));
}
