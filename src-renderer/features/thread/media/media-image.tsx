import type { Clip } from '@contracts/model/item';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { shortBytes } from '../../../ui/format';
import { useItemScope } from '../items/item-scope';
import styles from './media.module.css';
import { mediaUrl } from './media-url';

/** Fewer bytes are an icon, which needs no large box. */
const tinyBytes = 3_000;

/** An embedded image, fetched when it comes near the screen. Its box has its size before: nothing moves. */
export function MediaImage({ clip, name }: { clip: Clip; name: string }) {
  const { openRaw, ...place } = useItemScope();
  const [state, setState] = useState<'small' | 'large' | 'refused'>('small');
  const facts = [clip.mime, clip.bytes === undefined ? null : shortBytes(clip.bytes)]
    .filter(Boolean)
    .join(', ');
  if (state === 'refused') {
    return (
      <button type="button" className={styles.refused} onClick={openRaw}>
        <ImageOff size={14} aria-hidden /> Not shown as an image: {facts || 'unknown kind'}
      </button>
    );
  }
  return (
    <figure className={styles.figure}>
      <button
        type="button"
        className={styles.frame}
        data-size={state === 'small' && (clip.bytes ?? 0) < tinyBytes ? 'tiny' : state}
        aria-label={state === 'small' ? `Enlarge ${name}` : `Reduce ${name}`}
        onClick={() => setState(state === 'small' ? 'large' : 'small')}
      >
        <img
          src={mediaUrl(place, clip.pointer)}
          alt={name}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setState('refused')}
        />
      </button>
      <figcaption className={styles.caption}>{facts}</figcaption>
    </figure>
  );
}
