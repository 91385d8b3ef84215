import type { Settings } from '@contracts/settings';
import { useLayoutEffect } from 'react';

/** Puts theme, density and platform on the document, where the style sheets read them. */
export function useAppearance({ theme, density }: Settings, platform: string | undefined): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    dataset.density = density;
    if (platform) dataset.platform = platform;
  }, [theme, density, platform]);
}
