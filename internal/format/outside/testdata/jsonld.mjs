// Expands the files of JSON-LD in a folder in safe mode, in which anything that
// would be dropped is an error, and turns them into RDF.
import jsonld from 'jsonld'
import { readFileSync, readdirSync } from 'node:fs'
const [, , folder, terms] = process.argv
const options = {
  safe: true,
  documentLoader: async url => {
    if (url !== 'http://www.w3.org/ns/anno.jsonld') throw new Error(url + ' is asked for')
    return { documentUrl: url, document: JSON.parse(readFileSync(terms, 'utf8')) }
  },
}
let quads = 0
const names = readdirSync(folder).filter(n => n.endsWith('.jsonld'))
for (const name of names) {
  const doc = JSON.parse(readFileSync(folder + '/' + name, 'utf8'))
  try {
    await jsonld.expand(doc, options)
    quads += (await jsonld.toRDF(doc, options)).length
  } catch (e) {
    console.log(name + ': ' + e.message + ' ' + JSON.stringify(e.details?.event ?? {}))
  }
}
console.log(`${names.length} files, ${quads > 0 ? 'RDF' : 'nothing'}`)
