import { expect, test } from 'vitest';
import { markdown } from './markdown.ts';

const text = (source: string): string => markdown(source, 4).markup.replaceAll(/\s*\n\s*/g, '');

test('headings begin at the level that is given', () => {
  expect(text('# One\n## Two `x`')).toBe('<h4>One</h4><h5>Two <code>x</code></h5>');
});

test('lines of a paragraph are one paragraph, links lose their address, code keeps its characters', () => {
  expect(text('a [b](c.md)\n**d** `<e>`\n\nf')).toBe(
    '<p>a b <b>d</b> <code>&lt;e&gt;</code></p><p>f</p>',
  );
});

test('a table without headings has none', () => {
  const table = text('| | |\n|---|---|\n| a | - |');
  expect(table).not.toContain('<thead>');
  expect(table).toContain('<th scope="row">a</th>');
  expect(table).toContain('<td>-</td>');
  expect(text('| x | y |\n|:--|--:|\n| a | b |')).toContain('<th scope="col">y</th>');
});

test('items go on in the next line, and end at an empty one', () => {
  expect(text('- a\n  b\n- c\n\nd')).toBe('<ul><li>a b</li><li>c</li></ul><p>d</p>');
});

test('fenced code is as it was, also where its end is missing', () => {
  expect(text('```ts\na < b\n```\nc')).toBe('<pre><code>a &lt; b</code></pre><p>c</p>');
  expect(text('```\na')).toBe('<pre><code>a</code></pre>');
});

test('HTML in it is text', () => {
  expect(text('<img src=x onerror=y>')).toBe('<p>&lt;img src=x onerror=y&gt;</p>');
});
