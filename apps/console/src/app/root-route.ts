import { createRootRoute } from '@tanstack/react-router';
import { Frame } from './frame.tsx';
import { NotFound } from './not-found.tsx';

export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound });
