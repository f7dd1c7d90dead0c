import { createContext, useContext } from "react";
import { formatBasisPoints, formatChange } from "../format/format-number.ts";

/** In which unit the page tells changes. */
export const ChangesContext = createContext<"percent" | "basis-points">("percent");

/** The words for a change, in the unit that the reader has chosen. `places`: of a percentage. */
export function useChangeWords(): (fraction: number, places?: number) => string {
  return useContext(ChangesContext) === "percent" ? formatChange : formatBasisPoints;
}
