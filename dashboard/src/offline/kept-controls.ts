import { updates, workerContainer } from "./browser-updates.ts";
import { addUp, type KeptControls, type KeptThing, nameOfCache, nameOfEntry } from "./kept-things.ts";

/** Those of this browser. Where a part of its storage is forbidden, nothing is kept there. */
export const keptControls: KeptControls = {
  list: async () =>
    addUp([
      ...entriesOf(shelfOf(() => window.localStorage)),
      ...(await listCaches()),
      ...(await listDatabases()),
      ...listTab(),
    ]),
  usedBytes: async () => {
    try {
      return (await navigator.storage.estimate()).usage ?? null;
    } catch {
      return null;
    }
  },
  forgetAll: async () => {
    for (const shelf of [shelfOf(() => window.localStorage), shelfOf(() => window.sessionStorage)]) {
      for (const key of keysOf(shelf)) if (nameOfEntry(key) !== null) shelf?.removeItem(key);
    }
    const registrations = (await workerContainer?.getRegistrations().catch(() => [])) ?? [];
    await Promise.all(registrations.map((each) => each.unregister()));
    await Promise.all((await cacheNames()).map((name) => caches.delete(name)));
    for (const name of await databaseNames()) window.indexedDB.deleteDatabase(name);
    window.location.replace("/");
  },
  buildId: updates.buildId,
  checkForUpdate: updates.check,
};

function shelfOf(open: () => Storage): Storage | null {
  try {
    return open();
  } catch {
    return null;
  }
}

const keysOf = (shelf: Storage | null): readonly string[] =>
  shelf === null ? [] : Array.from({ length: shelf.length }, (_, index) => shelf.key(index) ?? "");

const entriesOf = (shelf: Storage | null): readonly KeptThing[] =>
  keysOf(shelf).flatMap((key) => {
    const name = nameOfEntry(key);
    return name === null ? [] : [{ name, count: 1 }];
  });

const listTab = (): readonly KeptThing[] =>
  entriesOf(shelfOf(() => window.sessionStorage)).map(({ count }) => ({ name: "tab", count }));

async function listCaches(): Promise<readonly KeptThing[]> {
  return Promise.all(
    (await cacheNames()).map(async (name) => ({
      name: nameOfCache(name) ?? "other",
      count: (await (await caches.open(name)).keys()).length,
    })),
  );
}

async function cacheNames(): Promise<readonly string[]> {
  try {
    return (await caches.keys()).filter((name) => nameOfCache(name) !== null);
  } catch {
    return [];
  }
}

async function listDatabases(): Promise<readonly KeptThing[]> {
  const counts = await Promise.all((await databaseNames()).map(countRows));
  return counts.map((count) => ({ name: "sign-in", count }));
}

/** Rows of all stores of a database. */
async function countRows(name: string): Promise<number> {
  const database = await settle(window.indexedDB.open(name));
  const stores = [...database.objectStoreNames];
  const counts = stores.map((store) => settle(database.transaction(store).objectStore(store).count()));
  return (await Promise.all(counts).finally(() => database.close())).reduce((sum, count) => sum + count, 0);
}

const settle = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("this browser's database failed"));
  });

async function databaseNames(): Promise<readonly string[]> {
  try {
    return (await window.indexedDB.databases()).flatMap(({ name }) => (name === "portent" ? [name] : []));
  } catch {
    return [];
  }
}
