const WORDS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'there is no more room for this user',
  EFBIG: 'would be larger than the system allows',
  EROFS: 'the disk is read-only',
  EACCES: 'may not be read or changed',
  EPERM: 'may not be read or changed',
  ENOENT: 'is not there',
  ELOOP: 'is a link to itself',
  ENAMETOOLONG: 'has a name that is too long',
};

/** Why a file or folder cannot be used, in words. */
export const wordsOf = (error: NodeJS.ErrnoException) => WORDS[error.code ?? ''] ?? `cannot be used (${error.code ?? error.message})`;

/** A fault of the system with its place; null for anything else, which is a mistake of ours. */
export function faultOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const words = WORDS[String(error.code)] ?? `cannot be used (${String(error.code)})`;
  return 'path' in error ? `${String(error.path)}: ${words}` : words;
}
