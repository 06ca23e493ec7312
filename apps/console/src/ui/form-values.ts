import type { SyntheticEvent } from 'react';

/** What is in the fields of a form, by name. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') values[name] = value;
  }
  return values;
}

/** Of a form that was just sent; the browser's own sending is stopped. */
export function formValues(event: SyntheticEvent<HTMLFormElement>): Record<string, string> {
  event.preventDefault();
  return valuesOf(event.currentTarget);
}
