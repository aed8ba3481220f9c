import { expect, test } from 'vitest'
import { escapeXml } from '@cnn/shapes'

test('text is text, in an element and in an attribute', () => {
  expect(escapeXml('<a href="x">&amp;</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;')
})

test('what XML cannot hold is replaced (XML 1.0, production 2), tabs and line ends stay', () => {
  expect(escapeXml('a\u0000b\u001bc\uFFFEd\uD800e\tf\r\n')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf\r\n')
})
