package local

import (
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// The keys. Everything that the start page needs stands under index/, so that
// it is read in one go and no whole text with it. What two tabs may write at
// the same time stands under keys of its own, so that neither has to read
// before it writes.
//
//	article/ID               the article
//	snapshot/LAYER/SEQ       the layer as it was after the transaction SEQ
//	journal/LAYER/SEQ        the transaction SEQ, from 1
//	damaged/LAYER/SEQ        what opening found unreadable and set aside
//	index/article/ID         what is known of an article, written once
//	index/layer/LAYER        what is known of a layer, with each transaction
//	index/snapshot/LAYER     the size of its snapshots
//	index/place/ID           where reading stopped
//	index/trash/ID           when the article was deleted
//	setting/NAME
const (
	articlePrefix       = "article/"
	indexPrefix         = "index/"
	indexArticlePrefix  = indexPrefix + "article/"
	indexLayerPrefix    = indexPrefix + "layer/"
	indexSnapshotPrefix = indexPrefix + "snapshot/"
	indexPlacePrefix    = indexPrefix + "place/"
	indexTrashPrefix    = indexPrefix + "trash/"
	settingPrefix       = "setting/"
)

func articleKey(id article.ID) string      { return articlePrefix + escape(string(id)) }
func indexArticleKey(id article.ID) string { return indexArticlePrefix + escape(string(id)) }
func indexPlaceKey(id article.ID) string   { return indexPlacePrefix + escape(string(id)) }
func indexTrashKey(id article.ID) string   { return indexTrashPrefix + escape(string(id)) }
func indexLayerKey(id annotation.LayerID) string {
	return indexLayerPrefix + escape(string(id))
}
func indexSnapshotKey(id annotation.LayerID) string {
	return indexSnapshotPrefix + escape(string(id))
}
func settingKey(name string) string { return settingPrefix + escape(name) }

// The prefixes of what belongs to one layer.
func snapshotPrefix(id annotation.LayerID) string { return "snapshot/" + escape(string(id)) + "/" }
func journalPrefix(id annotation.LayerID) string  { return "journal/" + escape(string(id)) + "/" }
func damagedPrefix(id annotation.LayerID) string  { return "damaged/" + escape(string(id)) + "/" }

// seqDigits lets keys sort as their numbers do: ten digits are enough for a
// transaction every millisecond over four months.
const seqDigits = 10

func padded(seq int) string {
	s := strconv.Itoa(seq)
	return strings.Repeat("0", max(seqDigits-len(s), 0)) + s
}

// seqOf is the sequence number at the end of a key; ok is false for a key
// that is not ours.
func seqOf(key, prefix string) (seq int, ok bool) {
	seq, err := strconv.Atoi(strings.TrimPrefix(key, prefix))
	return seq, err == nil && seq >= 0
}

// escape makes an ID fit for a key: IDs from files may hold a slash or letters
// whose order the stores do not agree on.
func escape(id string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for i := 0; i < len(id); i++ {
		switch c := id[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
			b = append(b, c)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}
