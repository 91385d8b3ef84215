import { useId } from 'react';
import { type FieldEdit, fieldProblem, type GitField } from './git-fields';
import styles from './git-many.module.css';

const choices = [
  { value: 'leave', label: 'Leave' },
  { value: 'set', label: 'Set' },
  { value: 'clear', label: 'Clear' },
] as const;

interface RuleFieldProps {
  field: GitField;
  label: string;
  edit: FieldEdit;
  onEdit: (edit: FieldEdit) => void;
  /** Values that threads have now, to choose from. */
  known: readonly string[];
}

/** What is to be done with one field of many threads. Typing a value means to set it. */
export function RuleField({ field, label, edit, onEdit, known }: RuleFieldProps) {
  const id = useId();
  const problem = edit.do === 'set' && edit.text !== '' ? fieldProblem(field, edit) : null;
  return (
    <div className={styles.rule}>
      <span id={`${id}n`} className={styles.name}>
        {label}
      </span>
      <div className={styles.choices} role="radiogroup" aria-labelledby={`${id}n`}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice}>
            <input
              className="sr-only"
              type="radio"
              name={id}
              checked={choice.value === edit.do}
              onChange={() => onEdit(choice.value === 'set' ? { do: 'set', text: '' } : { do: choice.value })}
            />
            {choice.label}
          </label>
        ))}
      </div>
      <input
        className={styles.input}
        aria-label={`New ${label.toLowerCase()}`}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}p`}
        placeholder={
          edit.do === 'clear' ? 'none' : edit.do === 'leave' ? 'as it is' : `new ${label.toLowerCase()}`
        }
        value={edit.do === 'set' ? edit.text : ''}
        list={`${id}l`}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onEdit({ do: 'set', text: event.target.value })}
      />
      <datalist id={`${id}l`}>
        {known.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </datalist>
      {problem !== null && (
        <p id={`${id}p`} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
