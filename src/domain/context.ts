/** A value of a context or of an application's own attributes, as a caller may send it: JSON without null; integers within 64 bits. */
export type ContextValue =
  string | boolean | number | bigint | readonly ContextValue[] | { readonly [name: string]: ContextValue }
