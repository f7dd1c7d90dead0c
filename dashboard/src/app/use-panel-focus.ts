import { type RefObject, useEffect, useRef } from "react";

/** Moves the focus to the heading when another panel opens, and the page to its top; not when the page is first loaded. */
export function usePanelFocus(panel: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef(panel);
  useEffect(() => {
    if (last.current === panel) return;
    last.current = panel;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [panel]);
  return heading;
}
