import { useCallback, useEffect, useState } from "react";

/** Titles the window after the panel, or after what the panel says that it shows. Returns how it says so. */
export function useTitle(panel: string, panelTitle: string): (title: string | null) => void {
  const [said, setSaid] = useState<{ readonly panel: string; readonly title: string } | null>(null);
  const title = said?.panel === panel ? said.title : panelTitle;
  useEffect(() => {
    document.title = `${title} · Portent`;
  }, [title]);
  return useCallback((next) => setSaid(next === null ? null : { panel, title: next }), [panel]);
}
