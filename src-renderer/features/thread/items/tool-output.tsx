import { AnsiOutput } from '../ansi/ansi-output';
import { MediaImage } from '../media/media-image';
import { ExternalLink } from '../text/external-link';
import { clipAt } from '../text/use-clipped-text';
import { jsonText, JsonView } from '../../raw/json-view';
import { useItemScope } from './item-scope';
import { stringOf } from './read-value';

/** Fields that hold the bytes or the address of an image, in the spellings of MCP, of dynamic tools and of models. */
const imageFields = ['data', 'imageUrl', 'image_url', 'url', 'blob'] as const;

/** What a tool answered: a list of texts, images and whatever else. */
export function ToolOutput({
  parts,
  pointer,
}: {
  parts: readonly Record<string, unknown>[];
  pointer: string;
}) {
  return parts.map((part, nth) => (
    // Parts of a recorded answer never move.
    <OutputPart key={nth} part={part} pointer={`${pointer}/${nth}`} />
  ));
}

function OutputPart({ part, pointer }: { part: Record<string, unknown>; pointer: string }) {
  const { item } = useItemScope();
  if (typeof part.text === 'string') return <AnsiOutput start={part.text} pointer={`${pointer}/text`} />;
  for (const field of imageFields) {
    const clip = clipAt(item.clips, `${pointer}/${field}`);
    if (clip?.kind === 'media') return <MediaImage clip={clip} name="image that a tool returned" />;
  }
  const address = stringOf(part.imageUrl) || stringOf(part.image_url);
  if (address) return <ExternalLink href={address}>{`[image: ${address.slice(0, 80)}]`}</ExternalLink>;
  return <JsonView text={jsonText(part)} />;
}
