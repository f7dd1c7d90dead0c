/**
 * How well an option fits what was typed: 0 is best, null does not fit. Case does not count. It begins so, a word in it begins
 * so, one of its other names begins so, it has it somewhere.
 */
export function rankOf(typed: string, label: string, also: readonly string[]): number | null {
  if (typed === "") return 0;
  const wanted = typed.toLowerCase();
  const name = label.toLowerCase();
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[^a-z0-9]+/).some((word) => word.startsWith(wanted))) return 1;
  if (also.some((other) => other.toLowerCase().startsWith(wanted))) return 2;
  return name.includes(wanted) || also.some((other) => other.toLowerCase().includes(wanted)) ? 3 : null;
}
