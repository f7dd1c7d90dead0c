/** Where a command writes: results as they are, and lines for people. */
export type Streams = { readonly out: (text: string) => void; readonly err: (line: string) => void };
