/** A duration as conditions write it, for people: `30m` is `30 m`. */
export const durationWords = (text: string): string => text.replace(/(\d)([a-z])/g, "$1 $2");
