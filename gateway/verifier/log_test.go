package verifier

import (
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// A log of two versions of a filing, a draft that was deleted, a page and private data.
func TestTheMapOfACheckpointIsThatOfTheEntries(t *testing.T) {
	entries := []string{
		`{"block":1,"delete":false,"key":"filing/1","namespace":"zone","position":0,"txId":"aa","valueDigest":"00"}`,
		`{"block":1,"delete":false,"key":"pagehead/1","namespace":"zone","position":1,"txId":"aa","valueDigest":"00"}`,
		`{"block":2,"collection":"agencies","delete":false,"keyDigest":"00","namespace":"zone","position":0,"txId":"bb","valueDigest":"00"}`,
		`{"block":2,"delete":true,"key":"draft/1","namespace":"zone","position":1,"txId":"bb"}`,
		`{"block":3,"delete":false,"key":"filing/1","namespace":"zone","position":0,"txId":"cc","valueDigest":"01"}`,
	}
	var bundle, hashes []byte
	for _, entry := range entries {
		bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(entry))), entry...)
		hash := tlog.RecordHash([]byte(entry))
		hashes = append(hashes, hash[:]...)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/tile/0/000.p/5":
			_, _ = w.Write(hashes)
		case "/tile/entries/000.p/5":
			_, _ = w.Write(bundle)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	tree := tlog.Tree{N: 5, Hash: root(hashes)}
	filing, draft := mapKey("zone", "filing/1"), mapKey("zone", "draft/1")
	right := wholeMap(map[mapHash]mapHash{filing: leafHash(t, filing, 4, false), draft: leafHash(t, draft, 3, true)})
	older := wholeMap(map[mapHash]mapHash{filing: leafHash(t, filing, 0, false), draft: leafHash(t, draft, 3, true)})
	log := &Log{Prefix: server.URL, Client: server.Client()}
	for _, good := range []Checkpoint{{tree, nil}, {tree, &right}} {
		if read, err := log.CheckEntries(good); read != 5 || err != nil {
			t.Fatal(read, err)
		}
	}
	if _, err := log.CheckEntries(Checkpoint{tree, &older}); err == nil || !strings.Contains(err.Error(), "map") {
		t.Fatal("a map that is not that of the entries was accepted", err)
	}
}

func leafHash(t *testing.T, key mapHash, index int64, deleted bool) mapHash {
	hash, err := Leaf{hex.EncodeToString(key[:]), index, deleted}.hash()
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// root of a tree of five leaves, RFC 9162 section 2.1.1.
func root(hashes []byte) tlog.Hash {
	at := func(i int) tlog.Hash { return tlog.Hash(hashes[32*i : 32*i+32]) }
	return tlog.NodeHash(tlog.NodeHash(tlog.NodeHash(at(0), at(1)), tlog.NodeHash(at(2), at(3))), at(4))
}
