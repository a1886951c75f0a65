// Asks DuckDB about a Parquet file, and prints the answers as JSON.
import { DuckDBInstance } from '@duckdb/node-api'
const file = process.argv[2].replaceAll("'", "''")
const db = await (await DuckDBInstance.create(':memory:')).connect()
const ask = async sql => (await db.runAndReadAll(sql)).getRowObjectsJson()
const spans = `SELECT d.text AS text, s.x AS s FROM '${file}' d, UNNEST(d.layers) AS l(x), UNNEST(l.x.annotations) AS a(x), UNNEST(a.x.spans) AS s(x)`
const annotations = `SELECT a.x AS a FROM '${file}' d, UNNEST(d.layers) AS l(x), UNNEST(l.x.annotations) AS a(x)`
console.log(JSON.stringify({
  articles: await ask(`SELECT count(*)::INT AS n FROM '${file}'`),
  spans: await ask(`SELECT count(*)::INT AS n, count(*) FILTER (array_to_string(string_split(text, '')[s.start + 1:s."end"], '') = s.exact)::INT AS exact FROM (${spans})`),
  annotations: await ask(`SELECT a.id AS id, a.label AS label, coalesce(a.note, '') AS note, len(a.tags)::INT AS tags, cardinality(a.fields)::INT AS fields, coalesce(a.claim.verdict, '') AS verdict, len(a.evidence)::INT AS evidence, coalesce(a.origin.score, 0) AS score, epoch_ms(a.created)::BIGINT::VARCHAR AS created FROM (${annotations})`),
  statistics: await ask(`SELECT count(*)::INT AS n FROM parquet_metadata('${file}') WHERE path_in_schema LIKE '%label%' AND stats_min_value IS NOT NULL AND stats_max_value IS NOT NULL`),
  unit: await ask(`SELECT value::VARCHAR AS v FROM parquet_kv_metadata('${file}') WHERE key::VARCHAR = 'offsets'`),
}))
