import { PlainText } from '../text/plain-text';

/** A path, id or name of a rollout within a line. */
export function CodeText({ text }: { text: string }) {
  return (
    <span className="mono">
      <PlainText text={text} inline />
    </span>
  );
}
