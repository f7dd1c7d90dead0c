/** The default view: a first load without it shows nothing. */
const firstView = /^assets\/overview-page-[^/]+\.(js|css)$/;

/**
 * Which files of the built page are loaded before its first view stands: those that its document names, the first view, and whatever
 * these import before they run. What is imported with `import()` comes later.
 */
export function firstLoad(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const views = [...texts.keys()].filter((name) => firstView.test(name));
  if (!texts.has("index.html") || views.length === 0)
    throw new Error("the built page has no document or no first view");
  const found = new Set<string>();
  const queue = ["index.html", ...views];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const text = texts.get(name);
    if (text === undefined || found.has(name)) continue;
    found.add(name);
    queue.push(...(name.endsWith(".html") ? namedByDocument(text) : name.endsWith(".js") ? importedBy(text) : []));
  }
  return found;
}

const namedByDocument = (html: string): readonly string[] =>
  [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1] ?? "");

/** Of a built file: its imports stand in one folder, and have no space before what they name. */
const importedBy = (script: string): readonly string[] =>
  [...script.matchAll(/(?:\bimport|\bfrom) ?["'`]\.\/([^"'`]+)["'`]/g)].map((match) => `assets/${match[1]}`);
