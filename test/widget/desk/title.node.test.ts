import { expect, it } from 'vitest';
import { titleText } from '../../../widget/desk/ui/title.ts';

it.each([
  [titleText('Fernweg', '', 0, 0, false), 'Fernweg desk'],
  [titleText('Fernweg', 'Reviews', 0, 0, false), 'Reviews, Fernweg desk'],
  [titleText('Fernweg', '', 2, 1, false), '(3) Fernweg desk'],
  [titleText('Fernweg', 'Matrix', 0, 1, true), '● (1) Matrix, Fernweg desk'],
  // Somebody came and was taken by a colleague before anybody looked.
  [titleText('Fernweg', '', 0, 0, true), '● Fernweg desk'],
])('%s', (title, expected) => {
  expect(title).toBe(expected);
});
