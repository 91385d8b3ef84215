const texts: Record<string, string> = {
  EACCES: 'You do not have permission to read it.',
  EPERM: 'The system does not permit Skein to read it.',
  ENOTDIR: 'A part of its path is not a folder.',
  ELOOP: 'Its path leads through a circle of symbolic links.',
  ENAMETOOLONG: 'Its path is longer than the system allows.',
  EIO: 'The disk reports an error while it is read.',
  ENODEV: 'The drive that it lies on is not there.',
  ENXIO: 'The drive that it lies on is not there.',
  ESTALE: 'The network drive that it lies on was disconnected.',
  ENOTCONN: 'The network drive that it lies on was disconnected.',
  EHOSTDOWN: 'The computer that it lies on does not answer.',
  ETIMEDOUT: 'The computer that it lies on does not answer.',
  EMFILE: 'Too many files are open on this computer.',
  ENFILE: 'Too many files are open on this computer.',
};

/** Why a folder cannot be read, in words; the code is kept for those who look it up. */
export function errnoText(errno: string | null): string {
  if (errno === null) return 'The system does not say why.';
  const text = texts[errno];
  return text ? `${text} (${errno})` : `The system says ${errno}.`;
}
