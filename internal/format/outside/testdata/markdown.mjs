// Renders the Markdown in a folder, and prints the text of each page without its
// footnotes, white space folded, as JSON.
import MarkdownIt from 'markdown-it'
import { readFileSync, readdirSync } from 'node:fs'
const md = new MarkdownIt('commonmark').enable(['table', 'strikethrough'])
const text = tokens => tokens.map(t => t.children ? text(t.children) : t.type === 'text' || t.type === 'code_inline' || t.type === 'code_block' || t.type === 'fence' || t.type === 'html_inline' || t.type === 'html_block' || t.type === 'text_special' ? t.content : ' ').join('')
const pages = {}
for (const name of readdirSync(process.argv[2]).filter(n => n.endsWith('.md'))) {
  const source = readFileSync(process.argv[2] + '/' + name, 'utf8').split(/\n(?=\[\^[^\]]*\]: )/)[0]
  pages[name] = text(md.parse(source.replaceAll(/\[\^[^\]]*\]/g, ''), {})).split(/\s+/).filter(Boolean).join(' ')
}
console.log(JSON.stringify(pages))
