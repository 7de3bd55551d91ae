/** Text as no editor writes it, for properties of reading: other scripts, marks in rows, no spaces, invisible characters. */
import fc from 'fast-check'

const PIECES = [
  'Veltrona said on Monday. ',
  'Pony.ai and U.S. regulators met at 10 a.m. ',
  'the plant will cost $4.5 million, ',
  '\uFEFF',
  '\u200B',
  '\u00AD',
  '\u202E',
  '• one\n• two\n',
  '– dash — dash ',
  '“Quoted,” she said. ',
  '😀🚢👩‍👩‍👧 ',
  '电池工厂将雇用一千二百名工人。',
  'Завод будет построен. ',
  'e\u0301\u0301 naïve Zürich ',
  'https://a.example/x?y=1&z=%20 ',
  '\n\n',
  '\r\n',
  '\t',
  '   ',
  '!!!???',
  '=====',
  '1,2,3,4,5,6,7 ',
  'A. B. C. ',
  '\uD83D',
  '#tag @name a@b.example ',
  "rock 'n' roll’s ",
]

export const oddText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 40 })
  .map((parts) => parts.join(''))
