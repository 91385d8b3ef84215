import type { ThreadItem } from '@contracts/model/item';
import { ImagePlus } from 'lucide-react';
import { jsonText, JsonView } from '../../raw/json-view';
import { MediaImage } from '../media/media-image';
import { PlainText } from '../text/plain-text';
import { clipAt } from '../text/use-clipped-text';
import { CodeText } from './code-text';
import { Facts } from './facts';
import { stringOf } from './read-value';
import { ToolCard } from './tool-card';

type ImageGenerationItem = Extract<ThreadItem, { type: 'imageGeneration' }>;

/** An image that the model made. */
export function ImageGeneration({ item }: { item: ImageGenerationItem }) {
  const clip = clipAt(item.clips, '/result');
  const prompt = item.revisedPrompt ?? '';
  return (
    <ToolCard
      icon={ImagePlus}
      verb="Made an image"
      title={<PlainText text={prompt.slice(0, 200)} inline />}
      status={item.failure == null ? item.status : 'failed'}
      open
    >
      {clip?.kind === 'media' && <MediaImage clip={clip} name="generated image" />}
      <Facts
        of={[
          ['prompt', prompt && <PlainText text={prompt} />],
          ['saved as', item.savedPath && <CodeText text={item.savedPath} />],
          ['file', stringOf(item.fileId)],
        ]}
      />
      {item.failure != null && <JsonView text={jsonText(item.failure)} />}
    </ToolCard>
  );
}
