import { useEffect, useState } from "react";

/** Copies a text and says for a moment whether that worked. */
export function CopyButton({
  text,
  what,
  label = "Copy",
}: {
  readonly text: string;
  readonly what: string;
  readonly label?: string;
}) {
  const [result, setResult] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (result === "idle") return;
    const timer = window.setTimeout(() => setResult("idle"), 1_600);
    return () => window.clearTimeout(timer);
  }, [result]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setResult("copied");
    } catch {
      // Without a secure context or permission there is no clipboard; the text can be selected by hand.
      setResult("failed");
    }
  };
  const words = { idle: label, copied: "Copied", failed: "Select it by hand" } as const;
  return (
    <button
      type="button"
      className="button button-small"
      aria-label={label === "Copy" ? `Copy ${what}` : `${label}: ${what}`}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{words[result]}</span>
    </button>
  );
}
