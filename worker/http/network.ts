/**
 * The network a request comes from, coarse enough to be no address and fine enough to count: /24 of IPv4, /64 of IPv6.
 * Cloudflare sets the header itself (2026) and overwrites what a client sends.
 */
export function networkOf(headers: Headers): string {
  const address = headers.get('CF-Connecting-IP') ?? '';
  if (address.includes('.')) return address.split('.').slice(0, 3).join('.');
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) while (groups.length < 4) groups.push('0');
  return (
    groups
      .slice(0, 4)
      .map((group) => group.replace(/^0+(?=.)/, ''))
      .join(':') || 'unknown'
  );
}
