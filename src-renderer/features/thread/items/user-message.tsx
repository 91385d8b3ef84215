import type { ThreadItem } from '@contracts/model/item';
import { AtSign, AudioLines, Image, Sparkles } from 'lucide-react';
import { MediaImage } from '../media/media-image';
import { ExternalLink } from '../text/external-link';
import { MoreText } from '../text/more-text';
import { PlainText } from '../text/plain-text';
import { clipAt, useClippedText } from '../text/use-clipped-text';
import { DerivedMark } from './derived-mark';
import { useItemScope } from './item-scope';
import styles from './items.module.css';
import { fieldsOf, stringOf } from './read-value';

type UserMessageItem = Extract<ThreadItem, { type: 'userMessage' }>;

/** What the user said: it anchors the page. */
export function UserMessage({ item }: { item: UserMessageItem }) {
  return (
    <div className={styles.prompt}>
      {item.content.map((input, nth) => (
        // Inputs of a recorded message never move.
        <UserInput key={nth} input={input} pointer={`/content/${nth}`} />
      ))}
      {item.content.length === 0 && <span className={styles.label}>Empty prompt</span>}
      <DerivedMark />
    </div>
  );
}

function UserInput({ input, pointer }: { input: unknown; pointer: string }) {
  const fields = fieldsOf(input);
  const name = stringOf(fields.name);
  const path = stringOf(fields.path);
  switch (fields.type) {
    case 'text':
      return <UserText start={stringOf(fields.text)} pointer={`${pointer}/text`} />;
    case 'image':
      return (
        <UserImage url={stringOf(fields.url)} fileId={stringOf(fields.fileId)} pointer={`${pointer}/url`} />
      );
    case 'localImage':
      return <Chip icon={Image} text={path} />;
    case 'audio':
    case 'localAudio':
      return <Chip icon={AudioLines} text={path || stringOf(fields.fileId) || 'audio'} />;
    case 'mention':
      return <Chip icon={AtSign} text={name === path ? name : `${name} ${path}`} />;
    case 'skill':
      return <Chip icon={Sparkles} text={`${name} ${path}`} />;
    default:
      return <Chip icon={AtSign} text={`input of kind ${stringOf(fields.type) || 'unknown'}`} />;
  }
}

function UserText({ start, pointer }: { start: string; pointer: string }) {
  const clipped = useClippedText(pointer, start);
  if (start === '') return <span className={styles.label}>Empty text</span>;
  return (
    <>
      <PlainText text={clipped.text} />
      <MoreText of={clipped} />
    </>
  );
}

function UserImage({ url, fileId, pointer }: { url: string; fileId: string; pointer: string }) {
  const { item } = useItemScope();
  const clip = clipAt(item.clips, pointer);
  if (clip?.kind === 'media') return <MediaImage clip={clip} name="image of the prompt" />;
  // Remote images are never fetched: that would tell their server that somebody reads this.
  if (url) return <ExternalLink href={url}>{`[image: ${url.slice(0, 80)}]`}</ExternalLink>;
  return <Chip icon={Image} text={fileId || 'image without an address'} />;
}

function Chip({ icon: Icon, text }: { icon: typeof Image; text: string }) {
  return (
    <span className={styles.chip}>
      <Icon size={12} aria-hidden />
      <PlainText text={text} inline />
    </span>
  );
}
