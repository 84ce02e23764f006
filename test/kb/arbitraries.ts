import fc from 'fast-check';

/** Pieces of Markdown and HTML in any order, with words, odd characters and links among them. */
const piece = fc.oneof(
  fc.constantFrom(
    '# ',
    '## ',
    '- ',
    '* ',
    '1. ',
    '7. ',
    '1) ',
    '> ',
    '+ ',
    '    ',
    '  ',
    '\n',
    '\n\n',
    '---',
    '===',
    '[ ] ',
    '#',
    '|',
    ':',
  ),
  fc.constantFrom('**', '_', '*', '~~', '`', '```', '```\n', '[x](', ')', '![', '\\', '| a | b |\n|---|---|\n| x | '),
  fc.constantFrom(
    '<b>',
    '</b>',
    '<i>',
    '</i>',
    '<code>',
    '</code>',
    '<script>',
    '</script>',
    '<br>',
    '<p>',
    '<div>',
    '</div>',
    '<pre>',
    '</pre>',
  ),
  fc.constantFrom(
    '<table><tr><td>',
    '</td></tr></table>',
    '<ul><li>',
    '</li></ul>',
    '<!-- x -->',
    '<a href="https://a.example/?a=1&amp;b=(2)">',
    '</a>',
  ),
  fc.constantFrom(
    '&lt;',
    '&amp;',
    '&nbsp;',
    '&copy;',
    'www.a.example',
    'a@b.example',
    'https://a.example',
    'javascript:alert(1)',
    '/help/x',
  ),
  fc.constantFrom(
    'word',
    'Two words',
    'A whole sentence.',
    'Really?',
    '粗体字',
    '。',
    '\u202e',
    '\u200b',
    '😀',
    '(',
    '.',
    ',',
    '"',
    '5.90',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

export const markup = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));

const sentence = fc
  .array(fc.constantFrom('send', 'the', 'parcel', 'back', 'EUR 4.90', 'within', '30 days', '退货', '退款', 'https://a.example/x'), {
    minLength: 1,
    maxLength: 40,
  })
  .map((words) => `${words.join(' ')}.`);

/** Articles as people write them, only longer: headings, paragraphs, lists and tables of real sentences. */
export const document = fc
  .array(
    fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 4 }), sentence).map(([level, text]) => `${'#'.repeat(level)} ${text}`),
      fc.array(sentence, { minLength: 1, maxLength: 12 }).map((all) => all.join(' ')),
      fc.array(sentence, { minLength: 1, maxLength: 20 }).map((all) => all.map((text) => `- ${text}`).join('\n')),
      fc.array(sentence, { minLength: 1, maxLength: 20 }).map((all) => all.map((text, i) => `${i + 1}. ${text}`).join('\n')),
      fc
        .array(sentence, { minLength: 1, maxLength: 12 })
        .map((all) => ['| a | b |', '|---|---|', ...all.map((text) => `| ${text} | x |`)].join('\n')),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => parts.join('\n\n'));
