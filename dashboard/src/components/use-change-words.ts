import { createContext, useContext } from "react";
import { type ChangeWords, formatBasisPoints, formatChange } from "../format/format-number.ts";

/** In which unit the page tells changes. */
export const ChangesContext = createContext<"percent" | "basis-points">("percent");

/** The words for a change, in the unit that the reader has chosen. */
export function useChangeWords(): ChangeWords {
  return useContext(ChangesContext) === "percent" ? formatChange : formatBasisPoints;
}
