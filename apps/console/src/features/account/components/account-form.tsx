import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { FormProblem } from './form-problem.tsx';

interface AccountFormProps {
  submit: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (values: Record<string, string>) => void;
  children: ReactNode;
}

/** Fields, the reason why they were not taken, and a button. The browser keeps the values and fills them in. */
export function AccountForm({ submit, isBusy, error, onSubmit, children }: AccountFormProps) {
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const values: Record<string, string> = {};
        for (const [name, value] of new FormData(event.currentTarget)) {
          if (typeof value === 'string') values[name] = value;
        }
        onSubmit(values);
      }}
    >
      {children}
      <FormProblem error={error} />
      <Button type="submit" tone="primary" disabled={isBusy} data-testid="submit" className="w-full">
        {submit}
      </Button>
    </form>
  );
}
