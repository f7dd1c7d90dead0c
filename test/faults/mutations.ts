/** What was broken on purpose to see that the proof fails, and which part of it failed. Tried by hand; see there. */
export const mutations: readonly { readonly broken: string; readonly noticed: string }[] = [];
