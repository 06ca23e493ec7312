/** RFC 3261 §17.1.1.1 and table 4, milliseconds. */
export const timing = {
  /** Round-trip estimate. */
  t1Ms: 500,
  /** Longest gap between retransmissions of a non-INVITE request or an INVITE response. */
  t2Ms: 4_000,
  /** Longest life of a message in the network. */
  t4Ms: 5_000,
  /** 64·T1: when a transaction gives up. */
  giveUpMs: 32_000,
} as const;
