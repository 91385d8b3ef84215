import type { Settings } from '@contracts/settings';
import { useLayoutEffect } from 'react';

/** Puts theme and density on the document, where the tokens read them. */
export function useAppearance({ theme, density }: Settings): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    dataset.density = density;
  }, [theme, density]);
}
