import { announce } from './announce.tsx';

export interface File {
  name: string;
  content: Blob;
}

/** Into the reader's downloads. */
export function save({ name, content }: File): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  announce(`${name} is in your downloads.`);
}
