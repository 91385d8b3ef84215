import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

/** Opaque colours by token name, as [light, dark]. */
const colours = new Map(
  [...css.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name, light, dark]) => [name as string, [light as string, dark as string] as const],
  ),
);

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const surfaces = ['--bg', '--bg-raised', '--bg-sunken', '--bg-hover', '--bg-selected'];
const meanings = ['--danger', '--warn', '--ok', '--reverted', '--edited'];
const texts = ['--text', '--text-dim', '--text-faint', '--accent', ...meanings];
const names = (prefix: string) => [...colours.keys()].filter((name) => name.startsWith(prefix));

const readable: [string, string][] = [
  ...surfaces.flatMap((surface) => texts.map((text): [string, string] => [text, surface])),
  ...meanings.flatMap((meaning): [string, string][] => [
    [meaning, `${meaning}-bg`],
    ['--text', `${meaning}-bg`],
  ]),
  ['--accent-text', '--accent'],
  ['--text', '--mark'],
  ...[...names('--code-token-'), '--code-foreground'].map((c): [string, string] => [c, '--code-background']),
  ...['--code-foreground', '--code-token-inserted'].map((c): [string, string] => [c, '--code-inserted-bg']),
  ...['--code-foreground', '--code-token-deleted'].map((c): [string, string] => [c, '--code-deleted-bg']),
  ['--code-foreground', '--code-hunk-bg'],
  ...names('--ansi-').map((c): [string, string] => [c, '--code-background']),
];

const visible: [string, string][] = surfaces.flatMap((surface): [string, string][] => [
  ['--focus', surface],
  ['--line-control', surface],
]);

function failing(pairs: [string, string][], least: number): string[] {
  return pairs.flatMap(([front, back]) =>
    (['light', 'dark'] as const).flatMap((scheme, at) => {
      const [a, b] = [colours.get(front)?.[at], colours.get(back)?.[at]];
      if (!a || !b) return [`${front} or ${back} is not defined`];
      const ratio = contrast(a, b);
      return ratio >= least ? [] : [`${front} on ${back}, ${scheme}: ${ratio.toFixed(2)}`];
    }),
  );
}

describe('tokens', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('has all sixteen terminal colours', () => {
    expect(names('--ansi-')).toHaveLength(16);
  });

  it('gives every text 4.5 to 1 on what it stands on, light and dark', () => {
    expect(failing(readable, 4.5)).toEqual([]);
  });

  it('gives focus rings and control outlines 3 to 1', () => {
    expect(failing(visible, 3)).toEqual([]);
  });
});
