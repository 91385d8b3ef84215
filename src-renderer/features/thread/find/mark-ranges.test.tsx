import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { findPattern } from './find-pattern';
import { markRanges } from './mark-ranges';

afterEach(cleanup);

describe('markRanges', () => {
  it('marks every occurrence in articles, also across elements, and nothing outside', () => {
    const { container } = render(
      <div>
        needle
        <article>
          a nee<b>d</b>
          <i>le</i> and a Needle, needle
        </article>
        <article>none</article>
      </div>,
    );
    const texts = markRanges(container, findPattern('needle') as RegExp).map((range) => range.toString());
    expect(texts).toEqual(['needle', 'Needle', 'needle']);
  });

  it('marks no more than a bound', () => {
    const { container } = render(<article>{'aa '.repeat(5000)}</article>);
    expect(markRanges(container, findPattern('a') as RegExp)).toHaveLength(2000);
  });
});
