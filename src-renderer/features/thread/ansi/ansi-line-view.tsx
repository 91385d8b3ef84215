import { type CSSProperties, memo } from 'react';
import { ExternalLink } from '../text/external-link';
import { markedText } from '../text/plain-text';
import { backgroundColour, textColour } from './ansi-colour';
import { type AnsiStyle, plainStyle } from './ansi-style';
import styles from './ansi.module.css';
import type { AnsiLine, AnsiPart } from './parse-ansi';

/** One line of terminal output. */
export const AnsiLineView = memo(function AnsiLineView({ line }: { line: AnsiLine }) {
  // Parts of a recorded line never move.
  return line.map((part, nth) => <Part key={nth} part={part} />);
});

function Part({ part }: { part: AnsiPart }) {
  if ('removed' in part) {
    const title = `Removed: ${part.removed.join('; ')}`;
    return <mark className={styles.removed} role="img" aria-label={title} title={title} />;
  }
  const text = part.link ? (
    <ExternalLink href={part.link}>{markedText(part.text)}</ExternalLink>
  ) : (
    markedText(part.text)
  );
  if (part.style === plainStyle) return text;
  return (
    <span
      className={part.style.concealed ? styles.concealed : undefined}
      title={part.style.concealed ? 'Concealed in the terminal' : undefined}
      style={cssOf(part.style)}
    >
      {text}
    </span>
  );
}

function cssOf(style: AnsiStyle): CSSProperties {
  const [foreground, background] = style.inverse
    ? [style.background, style.foreground ?? 7]
    : [style.foreground, style.background];
  const css: CSSProperties = {};
  if (foreground !== null) css.color = textColour(foreground);
  if (background !== null) css.backgroundColor = backgroundColour(background);
  if (style.bold) css.fontWeight = 600;
  if (style.dim) css.opacity = 0.75;
  if (style.italic) css.fontStyle = 'italic';
  const lines = [style.underline && 'underline', style.strike && 'line-through'].filter(Boolean);
  if (lines.length > 0) css.textDecoration = lines.join(' ');
  return css;
}
