const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

/** A signal as a condition names it: `price.ETH-USD` is `price('ETH-USD')`. */
export function accessorOf(key: string): string {
  const dot = key.indexOf(".");
  const [kind, rest] = [key.slice(0, dot), key.slice(dot + 1)];
  switch (kind) {
    case "price":
    case "factor":
    case "market":
      return `${kind}(${quoted(rest)})`;
    case "cluster": {
      const last = rest.lastIndexOf(".");
      return `cluster(${quoted(rest.slice(0, last))}, ${quoted(rest.slice(last + 1))})`;
    }
    case "event":
      return `eventCount(${quoted(rest)}, '1d')`;
    default:
      return `signal(${quoted(key)})`;
  }
}
