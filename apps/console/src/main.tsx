import './app/theme.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followLiveCalls } from './app/live-calls.ts';
import { makeQueryClient } from './app/query-client.ts';
import { router } from './app/router.tsx';
import { startLanguage } from './i18n/language.ts';

const client = makeQueryClient();
const root = document.getElementById('root');

if (root) {
  await startLanguage();
  followLiveCalls(client);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
