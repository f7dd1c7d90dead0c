import type { VaultAddress } from "../../../contracts/ids.ts";

/** A sign-in of this browser. Its key can sign and cannot be taken out, not by the page either. */
export type KeptSignIn = {
  readonly vault: VaultAddress;
  readonly owner: string;
  /** `sign-in:<id>`. */
  readonly caller: string;
  readonly privateKey: CryptoKey;
  /** By the vault's clock, like all that follows. */
  readonly expiresAtMs: number;
  /** How far the vault's clock is ahead of this device's. */
  readonly clockAheadMs: number;
  /** Of the last request that was signed. */
  readonly counter: number;
};

export type SignInKeeper = {
  readonly read: (vault: VaultAddress) => Promise<KeptSignIn | undefined>;
  readonly write: (kept: KeptSignIn) => Promise<void>;
  readonly remove: (vault: VaultAddress) => Promise<void>;
  /** Runs one request at a time over all tabs of this browser: a vault takes counters that rise and no others. */
  readonly inTurn: <T>(vault: VaultAddress, run: () => Promise<T>) => Promise<T>;
};

const storeName = "sign-ins";

/** Sign-ins in this browser's database: the one store that takes a key without being able to read it. */
export function createSignInKeeper(databases: IDBFactory, locks: LockManager): SignInKeeper {
  const open = async (): Promise<IDBDatabase> => {
    const request = databases.open("portent", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "vault" });
    return settle(request);
  };
  const use = async <T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await open();
    try {
      return await settle(run(database.transaction(storeName, mode).objectStore(storeName)));
    } finally {
      database.close();
    }
  };
  return {
    read: async (vault) => use<KeptSignIn | undefined>("readonly", (store) => store.get(vault)),
    write: async (kept) => {
      await use("readwrite", (store) => store.put(kept));
    },
    remove: async (vault) => {
      await use("readwrite", (store) => store.delete(vault));
    },
    inTurn: async (vault, run) => locks.request(`portent.sign-in.${vault}`, run) as ReturnType<typeof run>,
  };
}

const settle = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("this browser's database failed"));
  });
