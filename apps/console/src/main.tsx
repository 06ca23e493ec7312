import './app/theme.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isPublicPage } from './app/public-pages.ts';
import { makeQueryClient } from './app/query-client.ts';
import { router } from './app/router.tsx';
import { startLanguage } from './i18n/language.ts';

/** Signing in brings the reader back to where they were. */
function askToSignIn(): void {
  if (isPublicPage(location.pathname)) return;
  const from = location.pathname + location.search;
  location.replace(`/sign-in?${new URLSearchParams({ from })}`);
}

const client = makeQueryClient(askToSignIn);
const root = document.getElementById('root');

if (root) {
  await startLanguage();
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
