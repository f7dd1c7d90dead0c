import type { VaultView } from "../../../../../contracts/vault-view.ts";

/** Changes when something has happened that changes what is open: a cast stands in a block, or somebody moved something. */
export function closeMarkerOf({ casts, differences }: Pick<VaultView, "casts" | "differences">): string {
  const mined = casts.flatMap(({ id, blockHash, order }) =>
    blockHash === null ? [] : [`${id}:${blockHash}:${order?.status ?? ""}`],
  );
  return [...mined, ...differences.map(({ id }) => id)].join(" ");
}
