/** A file of the built page. Those whose names carry a hash need none beside it. */
export type BuildFile = { readonly path: string; readonly sha256: string | null };

/** One build of the page. `id` follows from the content of all its files. */
export type Build = { readonly id: string; readonly files: readonly BuildFile[] };

const prefix = "portent-build-";

export const cacheOf = ({ id }: Pick<Build, "id">): string => `${prefix}${id}`;

/**
 * Which of the caches go once this build is in use: all builds but it and the two before, of which pages may still be open. Names of
 * caches stand in the order in which they were made.
 */
export function outdated(names: readonly string[], current: Pick<Build, "id">): readonly string[] {
  const others = names.filter((name) => name.startsWith(prefix) && name !== cacheOf(current));
  return others.slice(0, -2);
}

/** Files under `assets/` are named by their content: whichever build has one has the right one. */
export const isHashed = (path: string): boolean => path.startsWith("/assets/");
