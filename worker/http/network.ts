/**
 * The network a request comes from, coarse enough to be no address and fine enough to count: /24 of IPv4, /64 of IPv6.
 * Cloudflare sets the header itself (2026) and overwrites what a client sends.
 */
export function networkOf(headers: Headers): string {
  // An IPv4 address may come mapped into IPv6 (::ffff:192.0.2.1).
  const address = (headers.get('CF-Connecting-IP') ?? '').trim().toLowerCase();
  if (address.includes('.'))
    return address
      .slice(address.lastIndexOf(':') + 1)
      .split('.')
      .slice(0, 3)
      .join('.');
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) {
    // "::" stands for as many zeros as are missing, which may be fewer than reach into the host part.
    const rest = tail.split(':').filter(Boolean);
    groups.push(...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0'), ...rest);
  }
  return (
    groups
      .slice(0, 4)
      .map((group) => group.replace(/^0+(?=.)/, ''))
      .join(':') || 'unknown'
  );
}
