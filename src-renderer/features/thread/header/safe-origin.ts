/** A git origin without user names, passwords and tokens: they are nobody's business on a screen. */
export function safeOrigin(origin: string): string {
  return origin
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
    .replace(/([?&](?:access_token|private_token|token|key|password)=)[^&#]*/gi, '$1…');
}
