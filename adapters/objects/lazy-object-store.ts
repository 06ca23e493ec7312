import type { ObjectStore } from '@allo/contracts/ports';

/**
 * A store whose code is loaded when it is first used: Amazon's client takes 50 MB and a fifth of a second, which nobody
 * pays who keeps files. `load` gives a store with `presign`.
 */
export function createLazyObjectStore(load: () => Promise<Required<ObjectStore>>): Required<ObjectStore> {
  let loaded: Promise<Required<ObjectStore>> | null = null;
  const store = () => (loaded ??= load());
  return {
    put: async (...wanted) => (await store()).put(...wanted),
    stat: async (key) => (await store()).stat(key),
    read: async function* (...wanted) {
      yield* (await store()).read(...wanted);
    },
    remove: async (key) => (await store()).remove(key),
    list: async function* (prefix) {
      yield* (await store()).list(prefix);
    },
    presign: async (...wanted) => (await store()).presign(...wanted),
    check: async () => (await store()).check(),
    removeLeftovers: async (before) => (await store()).removeLeftovers(before),
    close: () => {
      void loaded?.then((one) => one.close());
    },
  };
}
