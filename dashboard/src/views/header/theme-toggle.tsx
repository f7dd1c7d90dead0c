import { useState } from "react";

type Theme = "dark" | "light";

const storageKey = "portent.theme";

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen;
  return window.matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

/** Changes between dark and light. Until it is used, the system's preference holds. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(currentTheme);
  const other: Theme = theme === "dark" ? "light" : "dark";
  const change = (): void => {
    document.documentElement.dataset.theme = other;
    setTheme(other);
    try {
      localStorage.setItem(storageKey, other);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
  return (
    <button type="button" className="icon-button" aria-label={`Use the ${other} theme`} onClick={change}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M10 3.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
      </svg>
    </button>
  );
}
