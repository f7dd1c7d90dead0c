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
      <KeyTable caption="On every view" rows={pageKeys} />
      <KeyTable caption="Open a view: one key after the other" rows={opening} />
    </div>
  );
}

type KeyRow = { readonly keys: readonly string[]; readonly or?: readonly string[]; readonly does: string };

function KeyTable({ caption, rows }: { readonly caption: string; readonly rows: readonly KeyRow[] }) {
  return (
    <table className="key-table">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ keys, or, does }) => (
          <tr key={does}>
            <th scope="row">
              <Keys keys={keys} />
              {or === undefined ? null : (
                <>
                  {" "}
                  or <Keys keys={or} />
                </>
              )}
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
