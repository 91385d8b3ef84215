import type { Json, UpstreamItem } from '../../contracts/model/item';
import { object, string, type JsonObject } from '../json';

type WebSearch = Extract<UpstreamItem, { type: 'webSearch' }>;

/** A paginated `WebSearch` item or, with another id field, a legacy `web_search_end` event; null where upstream cannot read it. */
export function webSearch(from: JsonObject, itemId: unknown): WebSearch | null {
  const id = string(itemId);
  const query = string(from.query);
  const action = webSearchAction(object(from.action));
  if (id === null || query === null || action === null) return null;
  return { type: 'webSearch', id, query, action, results: searchResults(from.results) };
}

/** The `web.search` extension: camelCase, and the action may be missing. */
export function webSearchOfExtension(item: JsonObject): WebSearch | null {
  const id = string(item.id);
  const query = string(item.query);
  if (id === null || query === null) return null;
  return {
    type: 'webSearch',
    id,
    query,
    action: extensionAction(item.action),
    results: searchResults(item.results),
  };
}

const extensionActions = new Set<unknown>(['search', 'openPage', 'findInPage', 'other']);

/** In the API's spelling already, but for kinds that it does not know. */
function extensionAction(value: unknown): Json {
  const action = object(value);
  if (action === null) return null;
  if (!extensionActions.has(action.type)) return { type: 'other' };
  if (action.type !== 'search') return action as Json;
  return { type: 'search', query: string(action.query), queries: (action.queries ?? null) as Json };
}

/** What the model did on the web, in the API's spelling; an action of an unknown kind is `other`. */
export function webSearchAction(action: JsonObject | null): Json {
  switch (action?.type) {
    case undefined:
      return null;
    case 'search':
      return {
        type: 'search',
        query: string(action.query),
        queries: (Array.isArray(action.queries) ? action.queries : null) as Json,
      };
    case 'open_page':
      return { type: 'openPage', url: string(action.url) };
    case 'find_in_page':
      return { type: 'findInPage', url: string(action.url), pattern: string(action.pattern) };
    default:
      return { type: 'other' };
  }
}

function searchResults(value: unknown): Json {
  return (Array.isArray(value) ? value : null) as Json;
}
