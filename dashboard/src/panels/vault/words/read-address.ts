/** An address as typed; null where it is none. Letters of any case: a checksum is the wallet's to show. */
export function readAddress(text: string): `0x${string}` | null {
  const typed = text.trim();
  return /^0x[0-9a-fA-F]{40}$/.test(typed) ? (typed as `0x${string}`) : null;
}
