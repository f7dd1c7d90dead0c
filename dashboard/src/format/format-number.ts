const minus = "−";

/** A price in US dollars with as many places as its size asks for: 42,183.50 · 3.4120 · 0.0002871. */
export function formatPrice(priceUsd: number): string {
  const size = Math.abs(priceUsd);
  if (size === 0) return "0";
  if (size >= 1_000) return fixed(priceUsd, 2);
  if (size >= 100) return fixed(priceUsd, 2);
  if (size >= 1) return fixed(priceUsd, size >= 10 ? 3 : 4);
  return fixed(priceUsd, Math.min(10, 3 - Math.floor(Math.log10(size))));
}

/** A change in words, in the unit that the reader has chosen. `places`: of a percentage. */
export type ChangeWords = (fraction: number, places?: number) => string;

/** A fraction as a signed percentage: `-0.0512` is `−5.12 %`. */
export function formatChange(fraction: number, places = 2): string {
  const text = fixed(Math.abs(fraction) * 100, places);
  const isZero = Number(text.replaceAll(",", "")) === 0;
  return `${isZero ? "" : fraction < 0 ? minus : "+"}${text} %`;
}

/** A fraction in basis points: `-0.0512` is `−512 bp`, `0.00005` is `+0.5 bp`. */
export function formatBasisPoints(fraction: number): string {
  const size = Math.abs(fraction) * 10_000;
  const text = fixed(size, size < 9.95 && size !== 0 ? 1 : 0);
  const isZero = Number(text.replaceAll(",", "")) === 0;
  return `${isZero ? "" : fraction < 0 ? minus : "+"}${isZero ? "0" : text} bp`;
}

/** A number in [-1, 1] with its sign. */
export function formatSigned(value: number, places = 2): string {
  const text = fixed(Math.abs(value), places);
  return `${Number(text) === 0 ? "" : value < 0 ? minus : "+"}${text}`;
}

/** Any number in at most six significant digits. */
export function formatPlain(value: number): string {
  return plain.format(value).replace("-", minus);
}

/** Part of the whole: `0.874` is `87 %`. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Formats are dear to make, and tables of live prices need thousands a second. */
const formats = new Map<number, Intl.NumberFormat>();
const plain = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

function fixed(value: number, places: number): string {
  let format = formats.get(places);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
    formats.set(places, format);
  }
  return format.format(value).replace("-", minus);
}
