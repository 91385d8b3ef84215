import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { threadTitle } from './thread-title';

describe('threadTitle', () => {
  it.each([
    [
      { name: ' Named ', preview: 'p' },
      { text: 'Named', isName: true },
    ],
    [
      { name: ' ', preview: 'one\n\n two' },
      { text: 'one two', isName: false },
    ],
    [
      { preview: '', agentNickname: 'Kuhn' },
      { text: 'Kuhn', isName: false },
    ],
    [
      { preview: ' \n', id: 'x-abcdef' },
      { text: 'Untitled abcdef', isName: false },
    ],
  ])('%o', (over, title) => {
    expect(threadTitle(aThread(over))).toEqual(title);
  });

  it('cuts prompts that no row can show', () => {
    expect(threadTitle(aThread({ preview: 'x'.repeat(1e6) })).text).toHaveLength(300);
  });
});
