import { useId } from "react";

/** How far something is, in words and as a bar. A share of null: nobody knows. */
export function ProgressBar({ words, share }: { readonly words: string; readonly share: number | null }) {
  const id = useId();
  return (
    <div className="data-progress">
      <span id={id}>{words}</span>
      {share === null ? <progress aria-labelledby={id} /> : <progress aria-labelledby={id} value={share} max={1} />}
    </div>
  );
}
