import type { Operations } from './operations.ts';

/** `GET /v1/agents/{id}`. */
export type OperationName = keyof Operations;
export type ReplyOf<Name extends OperationName> = Operations[Name]['reply'];
export type QueryOf<Name extends OperationName> = Operations[Name]['query'];
export type BodyOf<Name extends OperationName> = Operations[Name]['body'];

type Field<Key extends string, Value> = [Value] extends [never]
  ? Partial<Record<Key, never>>
  : Record<never, never> extends Value
    ? Partial<Record<Key, Value>>
    : Record<Key, Value>;

export interface CallOptions {
  signal?: AbortSignal;
  /** Until the whole reply is there, or its beginning where it is a file; that of the client unless given. */
  timeoutMs?: number;
  /** The version that is changed, as it was read; `*` overwrites whatever is there. */
  ifMatch?: string | number;
  /** Made for every POST unless given, so that a request repeated after a broken connection has one effect. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

export type OptionsOf<Name extends OperationName> = Field<'params', Operations[Name]['params']> &
  Field<'query', Operations[Name]['query']> &
  Field<'body', Operations[Name]['body']> &
  CallOptions;

/** The options may be left out where nothing is required. */
export type Arguments<Name extends OperationName> =
  Record<never, never> extends OptionsOf<Name> ? [options?: OptionsOf<Name>] : [options: OptionsOf<Name>];

/** Operations whose reply is a list, or a page of one. */
export type ListName = {
  [Name in OperationName]: Name extends `GET ${string}`
    ? ReplyOf<Name> extends { items: unknown[]; nextAfter: number }
      ? never
      : ReplyOf<Name> extends { items: unknown[] }
        ? Name
        : never
    : never;
}[OperationName];
export type ItemOf<Name extends ListName> = ReplyOf<Name> extends { items: Array<infer Item> } ? Item : never;

/** What the resources are made with. */
export interface Caller {
  call<Name extends OperationName>(name: Name, ...options: Arguments<Name>): Promise<ReplyOf<Name>>;
  list<Name extends ListName>(
    name: Name,
    ...options: Arguments<Name>
  ): AsyncGenerator<ItemOf<Name>, void, undefined>;
}
