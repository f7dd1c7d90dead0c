import { expect, test } from "vitest";
import { suggestName } from "./suggest-name.ts";

const names = ["prices", "price_usd", "window_end", "asset", "id"];

test.each([
  ["pricez", "prices"],
  ["PRICE_USD", "price_usd"],
  ["prise_usd", "price_usd"],
  ["widnow_end", "window_end"],
  ["asste", "asset"],
  ["nothing", null],
  ["ix", "id"],
  ["xx", null],
  ["", null],
])("%s: %s", (typed, expected) => expect(suggestName(typed, names)).toBe(expected));
