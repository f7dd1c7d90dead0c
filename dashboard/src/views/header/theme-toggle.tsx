import type { Settings } from "../../host/settings.ts";

type ThemeToggleProps = { readonly theme: Settings["theme"]; readonly onChange: (theme: "dark" | "light") => void };

/** Changes between dark and light. Until it is used, the system's preference holds. */
export function ThemeToggle({ theme, onChange }: ThemeToggleProps) {
  const isLight =
    theme === "light" || (theme === "system" && window.matchMedia("(prefers-color-scheme: light)").matches);
  const other = isLight ? "dark" : "light";
  return (
    <button type="button" className="icon-button" aria-label={`Use the ${other} theme`} onClick={() => onChange(other)}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M10 3.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
      </svg>
    </button>
  );
}
