package verifier

import (
	"encoding/binary"
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

// Tree is what the log's own signature says.
func (l *Log) Tree() (tlog.Tree, error) {
	text, err := l.get("/checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(l.Key)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	if !strings.HasPrefix(opened.Text, verifier.Name()+"\n") {
		return tlog.Tree{}, errors.New("the origin is not the name of the key")
	}
	return parseCheckpoint(opened.Text)
}

// CheckEntries reads every entry and compares it with the authenticated leaf hash; it gives their number.
func (l *Log) CheckEntries(tree tlog.Tree) (int64, error) {
	reader := tlog.TileHashReader(tree, l)
	var index int64
	for index < tree.N {
		width := min(tree.N-index, 256)
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
			index++
		}
	}
	return index, nil
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
