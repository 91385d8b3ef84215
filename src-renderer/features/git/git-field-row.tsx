import { Eraser, RotateCcw } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from '../../ui/icon-button';
import { type FieldEdit, fieldProblem, type GitField } from './git-fields';
import styles from './git.module.css';

interface GitFieldRowProps {
  field: GitField;
  label: string;
  /** As it is recorded now. */
  value: string | null;
  edit: FieldEdit;
  onEdit: (edit: FieldEdit) => void;
  /** Why it cannot be edited now. */
  locked: string | null;
  /** Where the value comes from, on hover. */
  provenance: string | undefined;
  /** What stands below it: evidence, earlier values. */
  children: ReactNode;
}

/** One git field of a thread: its value, which can be edited in place, cleared, or left. */
export function GitFieldRow(props: GitFieldRowProps) {
  const { field, label, value, edit, onEdit, locked, provenance, children } = props;
  const id = useId();
  const problem = fieldProblem(field, edit);
  const text = edit.do === 'set' ? edit.text : edit.do === 'clear' ? '' : (value ?? '');
  const change = (next: string) =>
    onEdit(next === (value ?? '') ? { do: 'leave' } : { do: 'set', text: next });
  return (
    <div className={styles.field} data-edited={edit.do !== 'leave' || undefined}>
      <div className={styles.head}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        {edit.do !== 'leave' && (
          <span className={styles.was}>
            {edit.do === 'clear' ? 'will be cleared' : 'edited'}, was {value ?? 'none'}
          </span>
        )}
      </div>
      <div className={styles.control} title={provenance}>
        <input
          id={id}
          className={styles.input}
          value={text}
          placeholder={edit.do === 'clear' ? 'cleared' : 'none'}
          disabled={locked !== null}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}p`}
          onChange={(event) => change(event.target.value)}
        />
        {edit.do === 'leave' ? (
          <IconButton
            icon={Eraser}
            label={`Clear ${label.toLowerCase()}`}
            disabled={locked !== null || value === null}
            onClick={() => onEdit({ do: 'clear' })}
          />
        ) : (
          <IconButton
            icon={RotateCcw}
            label={`Leave ${label.toLowerCase()} as it is`}
            onClick={() => onEdit({ do: 'leave' })}
          />
        )}
      </div>
      {problem !== null && (
        <p id={`${id}p`} className={styles.problem} role="alert">
          {problem}. To have none, clear it.
        </p>
      )}
      {children}
    </div>
  );
}
