import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, textColour } from './ansi-colour';

const channel = fc.integer({ min: 0, max: 255 });
const rgbs = /rgb\((\d+) (\d+) (\d+)\)/g;

describe('textColour', () => {
  it('is readable on the light and the dark surface, whatever the output asks for', () => {
    const colours = fc.oneof(fc.tuple(channel, channel, channel), fc.integer({ min: 16, max: 255 }));
    fc.assert(
      fc.property(colours, (colour) => {
        const [light, dark] = [...textColour(colour).matchAll(rgbs)].map(
          ([, red, green, blue]) => [Number(red), Number(green), Number(blue)] as const,
        );
        expect(light && contrast(light, [247, 247, 248])).toBeGreaterThanOrEqual(4.5);
        expect(dark && contrast(dark, [19, 20, 23])).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('uses the window’s own colours for the sixteen named ones', () => {
    expect(textColour(1)).toBe('var(--ansi-1)');
    expect(textColour(15)).toBe('var(--ansi-15)');
  });

  it('leaves readable colours as they are', () => {
    expect(textColour([0, 0, 0])).toContain('light-dark(rgb(0 0 0)');
    expect(textColour(231)).toContain('rgb(255 255 255))');
  });
});
