import "./forbid-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { parseVaultKey, takeVaultKey } from "../data/vault-key.ts";
import { updates } from "../offline/browser-updates.ts";
import { App } from "./app.tsx";
import "./styles.css";

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no place for the dashboard");

// A second vault's address in the same tab changes the hash alone: the page starts anew with it.
window.addEventListener("hashchange", () => {
  if (parseVaultKey(window.location.hash) !== undefined) window.location.reload();
});

createRoot(root).render(
  <StrictMode>
    <App initialKey={takeVaultKey(window.location, window.history, window.sessionStorage)} />
  </StrictMode>,
);
// The first view comes first: what is kept for later is fetched once it stands. A page in development is not kept.
if (import.meta.env.PROD) {
  if (document.readyState === "complete") updates.start();
  else window.addEventListener("load", updates.start, { once: true });
}
