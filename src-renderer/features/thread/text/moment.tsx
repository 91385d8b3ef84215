import { unknown } from '../../../ui/format';
import { isoTime } from '../../../ui/relative-time';

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

interface Props {
  /** Since 1970, in ms; null when nobody wrote it down. */
  ms: number | null | undefined;
  /** `time`: of a day that is told elsewhere. */
  form?: 'time' | 'day';
}

/** A point in time: local, ISO on hover. */
export function Moment({ ms, form = 'time' }: Props) {
  if (ms === null || ms === undefined || !Number.isFinite(new Date(ms).getTime())) {
    return <span title="time unknown">{unknown}</span>;
  }
  return (
    <time dateTime={new Date(ms).toISOString()} title={isoTime(ms)} className="tabular">
      {(form === 'time' ? time : dayAndTime).format(ms)}
    </time>
  );
}
