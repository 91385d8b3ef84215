import type { FindingFaults } from './check-review';
import type { DraftFinding } from './draft-keeper';
import { Field } from './field';
import { NumberInput } from './number-input';
import styles from './review.module.css';

const lastLine = 999_999_999;

interface Props {
  finding: DraftFinding;
  faults: FindingFaults | undefined;
  onChange: (part: Partial<DraftFinding>) => void;
}

/** Where a finding is: a file and its lines, or nowhere. */
export function FindingPlace({ finding, faults, onChange }: Props) {
  return (
    <>
      <Field label="File, if it is about one" fault={faults?.file}>
        {(control) => (
          <input
            {...control}
            className={`${styles.input} mono`}
            maxLength={4096}
            placeholder="/path/of/the/file"
            spellCheck={false}
            autoComplete="off"
            value={finding.file}
            onChange={(event) => onChange({ file: event.target.value })}
          />
        )}
      </Field>
      <div className={styles.line}>
        <Field label="From line" fault={faults?.startLine} className={styles.half}>
          {(control) => (
            <NumberInput
              {...control}
              value={finding.startLine}
              max={lastLine}
              empty="–"
              onValue={(startLine) => onChange({ startLine })}
            />
          )}
        </Field>
        <Field label="to line" fault={faults?.endLine} className={styles.half}>
          {(control) => (
            <NumberInput
              {...control}
              value={finding.endLine}
              max={lastLine}
              empty={finding.startLine > 0 ? String(finding.startLine) : '–'}
              onValue={(endLine) => onChange({ endLine })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
