import { unknown } from '../../../ui/format';
import { isoTime } from '../../../ui/relative-time';

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
const dayOfThisYear = new Intl.DateTimeFormat(undefined, day);
const dayOfAnyYear = new Intl.DateTimeFormat(undefined, { ...day, year: 'numeric' });

type Form = 'time' | 'day' | 'full';

interface Props {
  /** Since 1970, in ms; null when nobody wrote it down. */
  ms: number | null | undefined;
  /** `time`: of a day that is told elsewhere; `day`: without the year while it is this one; `full`: with it. */
  form?: Form;
}

/** A point in time: local, ISO on hover. */
export function Moment({ ms, form = 'time' }: Props) {
  if (ms === null || ms === undefined || !Number.isFinite(new Date(ms).getTime())) {
    return <span title="time unknown">{unknown}</span>;
  }
  return (
    <time dateTime={new Date(ms).toISOString()} title={isoTime(ms)} className="tabular">
      {format(ms, form)}
    </time>
  );
}

function format(ms: number, form: Form): string {
  if (form === 'time') return time.format(ms);
  const isThisYear = new Date(ms).getFullYear() === new Date().getFullYear();
  return (form === 'day' && isThisYear ? dayOfThisYear : dayOfAnyYear).format(ms);
}
