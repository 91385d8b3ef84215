import { createBareProjector } from './project/bare-projector';
import { createLegacyProjector } from './project/legacy-projector';
import { createPaginatedProjector } from './project/paginated-projector';
import type { Projector, SavedProjection, SessionHead } from './types';

/** The projector for a file's dialect; `saved` goes on from where an earlier one stopped and is taken over. */
export function createProjector(head: SessionHead, saved?: SavedProjection): Projector {
  switch (head.dialect) {
    case 'legacy':
      return createLegacyProjector(saved);
    case 'paginated':
      return createPaginatedProjector(head, saved);
    case 'bare':
      return createBareProjector(saved);
  }
}
