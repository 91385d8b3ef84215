import type { AnsiColour } from './ansi-style';

type Rgb = readonly [number, number, number];

/** Surfaces that output stands on: `--code-background` of both schemes. */
const lightSurface: Rgb = [247, 247, 248];
const darkSurface: Rgb = [19, 20, 23];
const minContrast = 4.5;

/**
 * A terminal colour as CSS, readable in both schemes: output must not hide text by colouring it like the page.
 *
 * The sixteen named colours are the window's own; others are moved towards black or white as far as needed.
 */
export function textColour(colour: AnsiColour): string {
  if (typeof colour === 'number' && colour < 16) return `var(--ansi-${colour})`;
  const rgb = typeof colour === 'number' ? paletteRgb(colour) : colour;
  return `light-dark(${css(readable(rgb, lightSurface, 0))}, ${css(readable(rgb, darkSurface, 255))})`;
}

/** A background as CSS: a tint, so that whatever text lies on it stays readable. */
export function backgroundColour(colour: AnsiColour): string {
  const full =
    typeof colour === 'number' && colour < 16
      ? `var(--ansi-${colour})`
      : css(typeof colour === 'number' ? paletteRgb(colour) : colour);
  return `color-mix(in srgb, ${full} 22%, transparent)`;
}

/** xterm's palette behind the named colours: a cube of six steps and a ramp of greys. */
function paletteRgb(index: number): Rgb {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const step = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
}

function readable(colour: Rgb, surface: Rgb, towards: number): Rgb {
  for (let part = 0; part < 1; part += 0.1) {
    const [red, green, blue] = colour.map((value) => Math.round(value + (towards - value) * part));
    const moved: Rgb = [red ?? 0, green ?? 0, blue ?? 0];
    if (contrast(moved, surface) >= minContrast) return moved;
  }
  return [towards, towards, towards];
}

/** Contrast ratio as WCAG 2 defines it. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function css(colour: Rgb): string {
  return `rgb(${colour.join(' ')})`;
}
