import type { SquareMatrix } from "../../analytics/core/clusters/square-matrix.ts";

/** The asset that "everything follows", and why it is that one. */
export type Reference = { readonly asset: string; readonly because: "bitcoin" | "most-correlated" };

const bitcoin = /^(BTC|XBT)([/-].+|USD[A-Z]?|EUR)?$/;

/** Bitcoin, by its symbol; without it the asset with the greatest mean correlation with the others. Ties: by code point. */
export function chooseReference(assets: readonly string[], { size, values }: SquareMatrix): Reference | null {
  const named = assets.find((asset) => bitcoin.test(asset));
  if (named !== undefined) return { asset: named, because: "bitcoin" };
  let best: { asset: string; sum: number } | null = null;
  for (const [row, asset] of assets.entries()) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) sum += values[row * size + column] as number;
    if (best === null || sum > best.sum) best = { asset, sum };
  }
  return best === null ? null : { asset: best.asset, because: "most-correlated" };
}
