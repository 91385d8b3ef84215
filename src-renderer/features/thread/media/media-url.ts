/** Where an image of a rollout is fetched from; only ids are named, never a path. */
export function mediaUrl(
  place: { threadId: string; revision: string; index: number },
  pointer: string,
): string {
  const path = [place.threadId, place.revision, String(place.index)].map(encodeURIComponent).join('/');
  return `skein-media://thread/${path}?p=${encodeURIComponent(pointer)}`;
}
