/** Whose a delivery is. */
export interface Owner {
  orgId: string;
  endpointId: string;
}

/** What is under way, by whose it is. */
export class InFlight {
  readonly #counts = new Map<string, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  of(id: string): number {
    return this.#counts.get(id) ?? 0;
  }

  add({ orgId, endpointId }: Owner): void {
    this.#change(orgId, endpointId, 1);
  }

  remove({ orgId, endpointId }: Owner): void {
    this.#change(orgId, endpointId, -1);
  }

  /** Ids of organisations or endpoints with no room left. */
  full(limit: number): string[] {
    return [...this.#counts].filter(([, count]) => count >= limit).map(([id]) => id);
  }

  #change(orgId: string, endpointId: string, by: 1 | -1): void {
    this.#total += by;
    for (const id of [orgId, endpointId]) {
      const count = this.of(id) + by;
      if (count > 0) this.#counts.set(id, count);
      else this.#counts.delete(id);
    }
  }
}
