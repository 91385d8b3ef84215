import { createHash } from 'node:crypto';

/** Names a home in Skein's own folder. @param realPath with all links resolved */
export function homeKey(realPath: string): string {
  return createHash('sha256').update(realPath).digest('hex').slice(0, 16);
}
