import type { Story } from "../../../../../contracts/story.ts";

/** How many tell it independently of each other. One that nobody else tells is said to be so. */
export function corroborationWords(families: readonly string[]): string {
  return families.length === 1 ? "told by one publisher family alone" : `told by ${families.length} publisher families`;
}

/** Where a story comes from and what became of it, in sentences. */
export function lineageWords(
  { state, mergedInto, splitFrom }: Pick<Story, "state" | "mergedInto" | "splitFrom">,
  absorbed: number,
): readonly string[] {
  return [
    ...(absorbed === 0
      ? []
      : [absorbed === 1 ? "Another story became a part of it." : `${absorbed} other stories became a part of it.`]),
    ...(splitFrom === null ? [] : ["It was split off another story."]),
    ...(mergedInto === null ? [] : ["It became a part of another story."]),
    ...(state === "died" ? ["Nobody tells it any more."] : []),
  ];
}

export const severityLevels = [
  { name: "mild", min: 0 },
  { name: "strong", min: 1 / 3 },
  { name: "severe", min: 2 / 3 },
] as const;
export type SeverityLevel = (typeof severityLevels)[number]["name"];

/** Thirds of the scale: each has a shape and a size of its own. */
export function levelOf(severity: number): SeverityLevel {
  return severityLevels.findLast(({ min }) => severity >= min)?.name ?? "mild";
}

/** Only an address that a browser opens safely is a link: `https`, without a user in it. Null for all others. */
export function safeLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  return protocol === "https:" && username === "" && password === "" ? href : null;
}

/** The host of a link, as a reader knows it: `www.` says nothing. */
export const hostOf = (link: string): string => new URL(link).hostname.replace(/^www\./, "");
