// Validates the files of JSON in a folder against a schema of draft 2020-12,
// in strict mode.
import Ajv2020 from 'ajv/dist/2020.js'
import { readFileSync, readdirSync } from 'node:fs'
const [, , folder, schema] = process.argv
const validate = new Ajv2020({ strict: true, allErrors: true, validateFormats: false, strictTypes: false, strictRequired: false }).compile(JSON.parse(readFileSync(schema, 'utf8')))
let good = 0
for (const name of readdirSync(folder).filter(n => n.endsWith('.json'))) {
  if (validate(JSON.parse(readFileSync(folder + '/' + name, 'utf8')))) good++
  else console.log(name + ': ' + JSON.stringify(validate.errors.slice(0, 3)))
}
console.log(`${good} good`)
