package dataset

import (
	"bytes"
	"encoding/json"
	"strings"
)

type object = map[string]any

// context is that of the specification, section "Appendix 1".
var context = object{
	"@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
	"cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/", "data": object{"@id": "cr:data", "@type": "@json"},
	"dataType": object{"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/", "examples": object{"@id": "cr:examples", "@type": "@json"},
	"extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet",
	"format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5",
	"parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex",
	"repeated": "cr:repeated", "replace": "cr:replace", "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source",
	"subField": "cr:subField", "transform": "cr:transform",
}

// Croissant is the metadata in JSON-LD. The records are the rows of the
// Parquet files.
func Croissant(a About, files []File) ([]byte, error) {
	var distribution []object
	for _, f := range files {
		kind := "application/jsonlines"
		switch {
		case strings.HasSuffix(f.Path, ".parquet"):
			kind = "application/x-parquet"
		case strings.HasSuffix(f.Path, ".csv"):
			kind = "text/csv"
		}
		distribution = append(distribution, object{
			"@type": "cr:FileObject", "@id": f.Path, "name": f.Path, "contentUrl": f.Path, "contentSize": f.Size, "encodingFormat": kind, "sha256": f.SHA256,
		})
	}
	distribution = append(distribution, object{
		"@type": "cr:FileSet", "@id": "parquet", "name": "parquet", "encodingFormat": "application/x-parquet", "includes": "data/*.parquet",
	})
	var fields []object
	for _, f := range []struct{ name, kind, about string }{
		{"id", "sc:Text", "The article, by its text."}, {"title", "sc:Text", "The headline."}, {"publisher", "sc:Text", "Who published it."},
		{"url", "sc:URL", "Where it was."}, {"published", "sc:Text", "When, as the page says."}, {"language", "sc:Text", "BCP 47."},
		{"text", "sc:Text", "The words that offsets point into: code points in start and end, UTF-16 code units in start_utf16 and end_utf16."},
	} {
		fields = append(fields, object{
			"@type": "cr:Field", "@id": "articles/" + f.name, "name": f.name, "description": f.about, "dataType": f.kind,
			"source": object{"fileSet": object{"@id": "parquet"}, "extract": object{"column": f.name}},
		})
	}
	top := object{
		"@context": context, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0", "name": a.Name,
		"description": "News articles with annotations, made with Quoth.", "distribution": distribution,
		"recordSet": []object{{"@type": "cr:RecordSet", "@id": "articles", "name": "articles", "key": object{"@id": "articles/id"}, "field": fields}},
	}
	if url := licences[a.Licence]; url != "" {
		top["license"] = url
	} else if a.Licence != "" {
		top["license"] = a.Licence
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(top)
	return b.Bytes(), err
}

// Sums is the list that sha256sum reads.
func Sums(files []File) string {
	var b strings.Builder
	for _, f := range files {
		b.WriteString(f.SHA256 + "  " + f.Path + "\n")
	}
	return b.String()
}
