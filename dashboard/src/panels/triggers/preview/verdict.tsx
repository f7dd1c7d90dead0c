import { previewId } from "./preview-panel.tsx";
import type { Previewing } from "./use-preview.ts";

type VerdictProps = { readonly previewing: Previewing; readonly isPresent: boolean };

/** The preview in a sentence under the condition, where the screen has no room for it beside the form. */
export function Verdict({ previewing, isPresent }: VerdictProps) {
  const { shown } = previewing;
  if (shown === null) return null;
  const go = (): void => document.getElementById(previewId)?.scrollIntoView({ block: "start" });
  return (
    <p className="tr-verdict">
      {isPresent ? `It ${shown.sentence}.` : "What it would have done is of before your last change."}{" "}
      <button type="button" className="button button-small" onClick={go}>
        See it
      </button>
    </p>
  );
}
