const style = `
  dialog { box-sizing: border-box; width: min(480px, calc(100vw - 24px)); max-height: calc(100dvh - 32px); overflow: auto; padding: 18px; border: 2px dashed #b7791f;
    border-radius: 10px; background: #fffdf5; color: #1d1d1b; font: 14px/1.5 system-ui, sans-serif; }
  h2 { margin: 0 0 4px; font-size: 16px; }
  p { margin: 0 0 10px; color: #5b4b23; }
  pre { max-height: 40vh; margin: 0 0 14px; padding: 10px; overflow: auto; border-radius: 6px; background: #f4eeda; font: 12px/1.5 ui-monospace, monospace;
    white-space: pre-wrap; overflow-wrap: anywhere; }
  form { display: flex; justify-content: flex-end; gap: 8px; }
  button { min-height: 34px; padding: 4px 14px; border: 1px solid #7a5a12; border-radius: 6px; background: #fff; color: #1d1d1b; font: inherit; cursor: pointer; }
  button[value="yes"] { background: #7a5a12; color: #fff; }
`;

/** Asks as a wallet does, in a window of its own look over the page. Resolves to the user's yes or no. */
export function askInPage(what: string, text: string): Promise<boolean> {
  const host = document.createElement("div");
  host.dataset.testid = "demo-wallet";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const dialog = element("dialog", {}, [
    element("h2", {}, [what]),
    element("p", {}, [
      "The demo wallet of this machine. Its key is one that everybody knows: it owns nothing but the local chain’s coins.",
    ]),
    element("pre", { tabindex: "0" }, [text]),
    element("form", { method: "dialog" }, [
      element("button", { value: "no" }, ["Refuse"]),
      element("button", { value: "yes" }, ["Confirm"]),
    ]),
  ]) as HTMLDialogElement;
  root.append(dialog);
  document.body.append(host);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      host.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly (Node | string)[],
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
