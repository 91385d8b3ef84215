import type { Dialect, Projector, SavedProjection, SessionHead } from '../types';
import { createBareProjector } from './bare-projector';
import { createLegacyProjector } from './legacy-projector';
import { createPaginatedProjector } from './paginated-projector';

/**
 * The projector for a file's dialect. `head` is null for a file without a usable first line, whose records alone
 * tell the dialect; `saved` goes on from where an earlier projector stopped, and its lists are taken over.
 */
export function createProjector(
  dialect: Dialect,
  head: SessionHead | null,
  saved?: SavedProjection | null,
): Projector {
  switch (dialect) {
    case 'legacy':
      return createLegacyProjector(saved ?? undefined);
    case 'paginated':
      return createPaginatedProjector(head, saved ?? undefined);
    case 'bare':
      return createBareProjector(saved ?? undefined);
  }
}
