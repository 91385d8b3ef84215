import type { ThreadItem } from '@contracts/model/item';
import { Globe } from 'lucide-react';
import { jsonText, JsonView } from '../../raw/json-view';
import { ExternalLink } from '../text/external-link';
import { PlainText } from '../text/plain-text';
import { Facts } from './facts';
import { fieldsOf, stringOf, stringsOf } from './read-value';
import { ToolCard } from './tool-card';

type WebSearchItem = Extract<ThreadItem, { type: 'webSearch' }>;

/** A search of the web, a page that was opened, or a search within one. */
export function WebSearch({ item }: { item: WebSearchItem }) {
  const action = fieldsOf(item.action);
  const url = stringOf(action.url);
  const pattern = stringOf(action.pattern);
  const queries = stringsOf(action.queries).filter((query) => query !== item.query);
  const verb =
    action.type === 'openPage' ? 'Opened' : action.type === 'findInPage' ? 'Looked in page for' : 'Searched';
  const subject = action.type === 'findInPage' ? pattern : action.type === 'openPage' ? url : item.query;
  return (
    <ToolCard
      icon={Globe}
      verb={verb}
      title={<PlainText text={subject || item.query || url} inline />}
      status="completed"
    >
      <Facts
        of={[
          ['query', item.query && <PlainText text={item.query} inline />],
          ['also', queries.length > 0 && <PlainText text={queries.join('\n')} />],
          ['pattern', pattern && <PlainText text={pattern} inline />],
          ['page', url && <ExternalLink href={url}>{url}</ExternalLink>],
        ]}
      />
      {item.results != null && <JsonView text={jsonText(item.results)} />}
    </ToolCard>
  );
}
