package verifier

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Log of an agency (C2SP tlog-tiles), read with the tools of the Go checksum database.
type Log struct {
	Prefix string // such as https://localhost:17004/log
	Key    string // the log's own key, as note.NewVerifier reads it
	Client *http.Client

	tiles map[string][]byte // what was fetched: tiles never change
}

// Checkpoint is what the log's own signature says.
func (l *Log) Checkpoint() (Checkpoint, error) {
	text, err := l.get("/checkpoint")
	if err != nil {
		return Checkpoint{}, err
	}
	verifier, err := note.NewVerifier(l.Key)
	if err != nil {
		return Checkpoint{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return Checkpoint{}, err
	}
	if !strings.HasPrefix(opened.Text, verifier.Name()+"\n") {
		return Checkpoint{}, errors.New("the origin is not the name of the key")
	}
	return parseCheckpoint(opened.Text)
}

// CheckEntries reads every entry, compares it with the authenticated leaf hash, and the newest of all keys with the map; it gives their number.
func (l *Log) CheckEntries(checkpoint Checkpoint) (int64, error) {
	reader := tlog.TileHashReader(checkpoint.Tree, l)
	newest := map[mapHash]mapHash{}
	var index int64
	for index < checkpoint.N {
		width := min(checkpoint.N-index, 256)
		bundle, err := l.get("/" + tilePath("entries", index/256, width))
		if err != nil {
			return index, err
		}
		for i := int64(0); i < width; i++ {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			if err != nil {
				return index, err
			}
			if hashes[0] != tlog.RecordHash(entry) {
				return index, fmt.Errorf("entry %d is not the one in the tree", index)
			}
			if err := add(newest, entry, index); err != nil {
				return index, fmt.Errorf("entry %d: %w", index, err)
			}
			index++
		}
	}
	if checkpoint.Map != nil && *checkpoint.Map != wholeMap(newest) {
		return index, errors.New("the map is not that of the entries")
	}
	return index, nil
}

// add puts an entry in the place of the last one of its key; private data and pages are in no map.
func add(newest map[mapHash]mapHash, entry []byte, index int64) error {
	var read struct {
		Namespace, Collection, Key string
		Delete                     bool
	}
	if err := json.Unmarshal(entry, &read); err != nil {
		return err
	}
	if read.Collection != "" || !isMapped(read.Key) {
		return nil
	}
	key := mapKey(read.Namespace, read.Key)
	hash, err := Leaf{hex.EncodeToString(key[:]), index, read.Delete}.hash()
	newest[key] = hash
	return err
}

// Extends says whether the log begins with an older tree.
func (l *Log) Extends(older, newer tlog.Tree) error {
	proof, err := tlog.ProveTree(newer.N, older.N, tlog.TileHashReader(newer, l))
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash)
}

// Height of tiles, as tlog.TileReader has it.
func (l *Log) Height() int { return 8 }

// ReadTiles of hashes, as tlog.TileReader has it.
func (l *Log) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		path := "/" + tilePath(fmt.Sprint(tile.L), tile.N, int64(tile.W))
		if _, known := l.tiles[path]; !known {
			hashes, err := l.get(path)
			if err != nil {
				return nil, err
			}
			if l.tiles == nil {
				l.tiles = map[string][]byte{}
			}
			l.tiles[path] = hashes
		}
		data = append(data, l.tiles[path])
	}
	return data, nil
}

// SaveTiles has nothing to do: ReadTiles keeps them, and what is wrong is found again.
func (l *Log) SaveTiles([]tlog.Tile, [][]byte) {}

func tilePath(level string, number, width int64) string {
	path := fmt.Sprintf("%03d", number%1000)
	for number >= 1000 {
		number /= 1000
		path = fmt.Sprintf("x%03d/%s", number%1000, path)
	}
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return "tile/" + level + "/" + path
}

func (l *Log) get(path string) ([]byte, error) {
	answer, err := l.Client.Get(l.Prefix + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}
