import { ClientError } from '../../app/client-error';
import { useClient } from '../../app/client-context';
import { useCommand } from '../commands/command-context';
import { useEdits } from '../edits/edits-context';

export interface Resume {
  copy: () => void;
  /** Main asks first. */
  run: () => void;
}

/** The two ways back into Codex with a thread, also as commands. */
export function useResume(threadId: string): Resume {
  const client = useClient();
  const { notify } = useEdits();
  const tell = (text: string) => notify({ text });
  const go = (how: 'copy' | 'terminal', said: (command: string) => string) => () => {
    client.appResumeInCodex({ threadId, how }).then(
      ({ command, done }) => done && tell(said(command)),
      (error: unknown) => tell(ClientError.from(error).message),
    );
  };
  const resume = {
    copy: go('copy', (command) => `Copied: ${command}`),
    run: go('terminal', () => 'A terminal was started. Codex goes on with the thread there.'),
  };
  useCommand('copy-resume', resume.copy);
  useCommand('resume-terminal', resume.run);
  return resume;
}
