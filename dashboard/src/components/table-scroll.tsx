import type { ReactNode } from "react";

/** A table that may be wider than its place: it is scrolled there, by the keyboard too. */
export function TableScroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a pointer
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
