import { describe, expect, it } from 'vitest';
import { withShortPreview } from './short-preview';

describe('withShortPreview', () => {
  it('leaves a short preview, and the thread itself, alone', () => {
    const thread = { id: 'a', preview: 'x'.repeat(1000) };
    expect(withShortPreview(thread)).toBe(thread);
  });

  it('cuts a prompt of megabytes and says so', () => {
    const { id, preview } = withShortPreview({ id: 'a', preview: 'x'.repeat(5_000_000) });
    expect({ id, length: preview.length, end: preview.at(-1) }).toEqual({ id: 'a', length: 1001, end: '…' });
  });
});
