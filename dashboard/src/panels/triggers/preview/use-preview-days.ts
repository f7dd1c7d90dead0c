import type { Host } from "../../../host/panel.ts";

/** How far back a preview may look, in days. */
export const previewDays = [1, 3, 7] as const;
const usual = 7;

/** The chosen length, kept in the address. */
export function usePreviewDays({ params, setParams }: Host): [days: number, choose: (days: number) => void] {
  const days = previewDays.find((each) => String(each) === params.days) ?? usual;
  return [days, (chosen) => setParams({ days: chosen === usual ? null : String(chosen) })];
}
