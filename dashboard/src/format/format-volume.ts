/** Dollars in three digits, for comparing sizes: `$412`, `$12.3k`, `$1.2M`, `$3.45B`. */
export function formatVolume(volumeUsd: number): string {
  return `$${compact.format(volumeUsd).replace("K", "k")}`;
}

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
