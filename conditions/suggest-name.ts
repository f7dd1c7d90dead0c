import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { isDollar } from "./check-units.ts";
import { editDistance } from "./edit-distance.ts";

const nameLengthMax = 80;
const keysScannedMax = 2_000;
const separators = /[^\p{L}\p{N}]+/u;

/** The name that one most likely meant, or null where none is near. Case does not count. */
export function suggestName(name: string, names: readonly string[]): string | null {
  if (name.length > nameLengthMax) return null;
  const wanted = name.toLowerCase();
  const distanceMax = allowDistance(wanted.length);
  return pickLeast(names, distanceMax, (candidate) => editDistance(wanted, candidate.toLowerCase(), distanceMax));
}

/**
 * The known signal that one most likely meant by `key`: of the same kind (the part before the first dot) where there is
 * any of that kind. Another way to write the same pair (`ETHUSDT`, `eth-usdt`) is nearest, then the same asset in another
 * currency (`ETH`, `ETH/EUR`; dollars first), then a slip of the pen. `keys` are ordered by code point; at most 2,000
 * around the place where the key would stand are looked at.
 */
export function suggestSignal(key: string, keys: readonly string[]): string | null {
  if (key.length > nameLengthMax) return null;
  const kind = key.slice(0, key.indexOf(".") + 1);
  const wanted = subjectOf(key);
  if (partsOf(wanted).length === 0) return null;
  if (isOneOf(keys, key)) return key;
  if (isOneOf(keys, wanted)) return wanted;
  const near = kind === "" ? [] : keysAround(key, keysWithPrefix(keys, kind));
  if (near.length > 0) {
    const rank = kind === "price." ? rankPair : rankSubject;
    return pickLeast(near, rankMax, (candidate) => rank(wanted, subjectOf(candidate)));
  }
  return pickLeast(keysAround(key, keys), rankMax, (candidate) =>
    Math.min(rankSubject(key, candidate), rankSubject(wanted, subjectOf(candidate)) + 1),
  );
}

/** The symbol that one most likely meant. */
export function suggestSymbol(symbol: string, keys: readonly string[]): string | null {
  const near = suggestSignal(`price.${symbol}`, keys);
  return near?.startsWith("price.") === true ? near.slice("price.".length) : null;
}

/** The stretch of the names that begin with `prefix`; `keys` are ordered by code point. */
export function keysWithPrefix(keys: readonly string[], prefix: string): readonly string[] {
  return keys.slice(findPlace(keys, prefix), findPlace(keys, `${prefix}\u{10ffff}`));
}

/** Above any rank that a name may have. */
const rankMax = nameLengthMax * 2;
const allowDistance = (length: number): number => Math.max(1, Math.floor(length / 3));
const subjectOf = (key: string): string => key.slice(key.indexOf(".") + 1);
const partsOf = (subject: string): string[] => subject.toUpperCase().split(separators).filter(Boolean);

function rankSubject(wanted: string, candidate: string): number {
  const a = partsOf(wanted).join("");
  const distanceMax = allowDistance(a.length);
  const distance = editDistance(a, partsOf(candidate).join(""), distanceMax);
  return distance > distanceMax ? Infinity : distance;
}

function rankPair(wanted: string, candidate: string): number {
  const [asset = "", ...currency] = partsOf(wanted);
  const [knownAsset = "", knownCurrency = ""] = partsOf(candidate);
  const whole = asset + currency.join("");
  const knownWhole = partsOf(candidate).join("");
  if (whole === knownWhole) return 0;
  if (asset === knownAsset) return knownCurrency === "" || isDollar(knownCurrency) ? 1 : 2;
  // A slip is looked for in the asset: all pairs in one currency resemble one another.
  const distanceMax = allowDistance(currency.length === 0 ? whole.length - 3 : asset.length);
  const distance = editDistance(whole, knownWhole, distanceMax);
  return distance > distanceMax ? Infinity : 2 + distance;
}

function pickLeast(names: readonly string[], rankMax: number, rankOf: (name: string) => number): string | null {
  let best: string | null = null;
  let least = rankMax;
  for (const name of names) {
    const rank = rankOf(name);
    if (rank < least || (rank === least && best === null)) {
      best = name;
      least = rank;
    }
    if (rank === 0) break;
  }
  return best;
}

function keysAround(key: string, keys: readonly string[]): readonly string[] {
  if (keys.length <= keysScannedMax) return keys;
  const start = Math.max(0, findPlace(keys, key) - keysScannedMax / 2);
  return keys.slice(start, start + keysScannedMax);
}

function isOneOf(keys: readonly string[], key: string): boolean {
  return keys[findPlace(keys, key)] === key;
}

function findPlace(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareCodePoints(keys[middle] ?? "", key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
