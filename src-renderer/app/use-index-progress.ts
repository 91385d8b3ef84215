import { useState } from 'react';
import { useSkeinEvent } from './events';

/** How many files were indexed of how many; null while nothing is going on. */
export function useIndexProgress(): { done: number; total: number } | null {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useSkeinEvent('index-progress', ({ done, total }) => setProgress(done < total ? { done, total } : null));
  useSkeinEvent('home-changed', () => setProgress(null));
  return progress;
}
