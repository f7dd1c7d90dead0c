import { type DataType, dictionary, float64, int32, TimeUnit, timestamp, utf8 } from "@uwdata/flechette";
import { sha256Hex } from "./manifest.ts";

export const pricesDataset = "prices";

export type PricesField = {
  readonly name: "asset" | "window_end" | "price_usd" | "low_usd" | "high_usd";
  /** The type in words; part of the schema hash. */
  readonly typeName: string;
  readonly type: () => DataType;
  readonly metadata: Readonly<Record<string, string>>;
};

const usd = (name: PricesField["name"], description: string): PricesField => ({
  name,
  typeName: "float64",
  type: float64,
  metadata: { unit: "USD", description },
});

/** Dataset `prices`: one row per asset and window, ordered by window, then asset. No field is ever null. */
export const pricesFields: readonly PricesField[] = [
  {
    name: "asset",
    typeName: "dictionary<int32, utf8>",
    type: () => dictionary(utf8(), int32()),
    metadata: { unit: "none", description: "Asset priced in US dollars, such as ETH-USD" },
  },
  {
    name: "window_end",
    typeName: "timestamp<ms, UTC>",
    type: () => timestamp(TimeUnit.MILLISECOND, "UTC"),
    metadata: { unit: "ms since 1970, UTC", description: "End of the price window; the price is known from here on" },
  },
  usd("price_usd", "Consensus price of the window"),
  usd("low_usd", "Least price seen in the window"),
  usd("high_usd", "Greatest price seen in the window"),
];

export const pricesMetadata: Readonly<Record<string, string>> = {
  dataset: pricesDataset,
  description: "Consensus prices per window",
};

/** SHA-256 over names, types, nullability and metadata. */
export function hashPricesSchema(): Promise<string> {
  const fields = pricesFields.map(({ name, typeName, metadata }) => ({ name, typeName, nullable: false, metadata }));
  return sha256Hex(new TextEncoder().encode(JSON.stringify({ fields, metadata: pricesMetadata })));
}
