import { formatPlain } from "../../format/format-number.ts";
import type { KeptThing } from "../../offline/kept-things.ts";
import type { UpdateCheck } from "../../offline/updates.ts";

type Words = { readonly title: string; readonly why: string; readonly one: string; readonly many: string };

/** What each thing is that the page keeps in this browser, and what for. */
export const keptWords: Readonly<Record<KeptThing["name"], Words>> = {
  settings: { title: "Settings", why: "what you have chosen on this page", one: "choice", many: "choices" },
  "last-known": {
    title: "Last known answers",
    why: "public data, shown when the server does not answer",
    one: "answer",
    many: "answers",
  },
  build: { title: "The page itself", why: "so that it opens without a connection", one: "file", many: "files" },
  console: { title: "The SQL console's engine", why: "so that it is not fetched again", one: "file", many: "files" },
  close: {
    title: "How to close a vault",
    why: "the calls that close it without this server, should it ever be gone",
    one: "vault",
    many: "vaults",
  },
  "sign-in": {
    title: "Sign-ins",
    why: "keys that can sign and that nobody can read out, until they expire",
    one: "vault",
    many: "vaults",
  },
  tab: { title: "This tab's vault and drafts", why: "until the tab is closed", one: "entry", many: "entries" },
  other: { title: "Other", why: "what an earlier version of the page has left", one: "entry", many: "entries" },
};

export const countWords = ({ name, count }: KeptThing): string =>
  `${formatPlain(count)} ${count === 1 ? keptWords[name].one : keptWords[name].many}`;

export const checkWords: Readonly<Record<UpdateCheck, string>> = {
  newest: "This is the newest version.",
  ready: "A new version is there, or on its way; the page says when it can be loaded.",
  unreachable: "The server does not answer, so it is not known whether there is a newer version. Try again later.",
  off: "This browser keeps no copy of the page: each load fetches the newest version.",
};
