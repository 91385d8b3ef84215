import type { GitEvidence } from '@contracts/git';
import { Check, CircleHelp, type LucideIcon, TriangleAlert } from 'lucide-react';
import { evidenceWords, type EvidenceWords } from './evidence-words';
import type { GitField } from './git-fields';
import styles from './git.module.css';

const icons: Record<EvidenceWords['tone'], LucideIcon> = {
  ok: Check,
  warn: TriangleAlert,
  unknown: CircleHelp,
};

/** What the repository says about one field; nothing where it was not asked. */
export function GitEvidenceLine({ evidence, field }: { evidence: GitEvidence | undefined; field: GitField }) {
  const words = evidence && evidenceWords(evidence, field);
  if (!words) return null;
  const Icon = icons[words.tone];
  return (
    <p className={styles.evidence} data-tone={words.tone} title={words.more}>
      <Icon size={12} strokeWidth={2} aria-hidden />
      <span>{words.text}</span>
    </p>
  );
}
