const MARK = /^\(\d+\+?\) /;

/** The page's own title with the number of unread messages before it; the page may change the rest at any time. */
export function titled(title: string, unread: number): string {
  const own = title.replace(MARK, '');
  return unread ? `(${unread}) ${own}` : own;
}
