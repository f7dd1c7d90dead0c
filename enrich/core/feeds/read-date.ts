const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
/** Zones of RFC 822. The military letters are left out: their meaning was published the wrong way round. */
const zones: Readonly<Record<string, number>> = {
  gmt: 0,
  ut: 0,
  utc: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};

const rfc822 =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{2}|\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[a-z]{1,3})$/i;
const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(z|[+-]\d{2}:?\d{2})$/i;
/** GDELT's own: `20240401T120000Z`, and without the letters in its tables. */
const compact = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})Z?$/;

/** A feed's date (RFC 822 or ISO 8601) in milliseconds, or null. Without a zone, or as a bare day, it is no moment. */
export function readDateMs(text: string): number | null {
  const trimmed = text.trim();
  const old = rfc822.exec(trimmed);
  if (old !== null) {
    const [, day, month = "", year = "", hour, minute, second = "0", zone = ""] = old;
    const short = Number(year);
    const fullYear = year.length === 4 ? short : short < 70 ? 2000 + short : 1900 + short;
    return toMs(
      [fullYear, months.indexOf(month.toLowerCase()), Number(day), Number(hour), Number(minute), Number(second), 0],
      zone,
    );
  }
  const now = iso.exec(trimmed);
  if (now === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", zone = ""] = now;
  const millis = Math.floor(Number(`0.${fraction}`) * 1_000 + 1e-6);
  return toMs(
    [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), millis],
    zone,
  );
}

/** GDELT's compact UTC time in milliseconds, or null. */
export function readCompactDateMs(text: string): number | null {
  const match = compact.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return toMs([year, month - 1, day, hour, minute, second, 0], "z");
}

/** Days that a month does not have are no dates: JavaScript would carry them into the next one. A leap second counts as the one before. */
function toMs(
  [year, month, day, hour, minute, second, millis]: [number, number, number, number, number, number, number],
  zone: string,
): number | null {
  const offsetMinutes = readZone(zone);
  if (offsetMinutes === null || month < 0 || month > 11 || hour > 23 || minute > 59 || second > 60) return null;
  if (day < 1 || day > new Date(Date.UTC(year, month + 1, 0)).getUTCDate()) return null;
  const atMs = Date.UTC(year, month, day, hour, minute, Math.min(59, second), millis) - offsetMinutes * 60_000;
  return atMs >= 0 ? atMs : null;
}

function readZone(zone: string): number | null {
  const named = zones[zone.toLowerCase()];
  if (named !== undefined) return named * 60;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null || Number(match[2]) > 14 || Number(match[3]) > 59) return null;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
