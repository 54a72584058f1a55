package verifier

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the vectors of the map")

const vectors = "../../chaincode/domain/src/vectors/map/valid-map.json"

type entry struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
	Index     int64  `json:"index"`
	Delete    bool   `json:"delete"`
}

type way struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
	Leaf      *Leaf  `json:"leaf,omitempty"`
	Path      string `json:"path"`
}

type vector struct {
	Name   string  `json:"name"`
	Leaves []entry `json:"leaves"`
	Root   string  `json:"root"`
	Ways   []way   `json:"ways"`
}

// The zone's own map is tested against the same file.
func TestVectorsOfTheMap(t *testing.T) {
	var lines [][]byte
	for _, size := range []int{0, 1, 2, 3, 17, 400} {
		line, err := json.Marshal(vectorOf(t, size))
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	text := []byte("[\n" + string(bytes.Join(lines, []byte(",\n"))) + "\n]\n")
	if *update {
		if err := os.WriteFile(vectors, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(vectors)
	if err != nil || !bytes.Equal(kept, text) {
		t.Fatal("run with -update and commit the difference", err)
	}
}

func vectorOf(t *testing.T, size int) vector {
	v := vector{Name: fmt.Sprintf("%d leaves", size), Leaves: []entry{}}
	leaves := map[mapHash]Leaf{}
	hashes := map[mapHash]mapHash{}
	for i := 0; i < size; i++ {
		e := entry{"zone", fmt.Sprintf("filing/%d", i), int64(i) * 7, i%5 == 4}
		key := mapKey(e.Namespace, e.Key)
		leaves[key] = Leaf{hex.EncodeToString(key[:]), e.Index, e.Delete}
		hash, err := leaves[key].hash()
		if err != nil {
			t.Fatal(err)
		}
		hashes[key] = hash
		v.Leaves = append(v.Leaves, e)
	}
	root := wholeMap(hashes)
	v.Root = hex.EncodeToString(root[:])
	for _, w := range []way{{Namespace: "zone", Key: "filing/0"}, {Namespace: "zone", Key: "filing/4"},
		{Namespace: "zone", Key: "filing/none"}, {Namespace: "zone", Key: "product/none"}, {Namespace: "other", Key: "filing/0"}} {
		key := mapKey(w.Namespace, w.Key)
		w.Leaf, w.Path = wayOf(leaves, hashes, key)
		if got, err := mapRootOf(key, w.Leaf, w.Path); err != nil || got != root {
			t.Fatal(w, err)
		}
		v.Ways = append(v.Ways, w)
	}
	return v
}

func wayOf(leaves map[mapHash]Leaf, hashes map[mapHash]mapHash, key mapHash) (*Leaf, string) {
	keys := make([]mapHash, 0, len(leaves))
	for each := range leaves {
		keys = append(keys, each)
	}
	var path [][]byte
	for depth := 0; len(keys) > 1; depth++ {
		own, other := halves(keys, depth)
		if isRight(key, depth) {
			own, other = other, own
		}
		hash := subtree(hashes, other, depth+1)
		path = append(path, hash[:])
		keys = own
	}
	slices.Reverse(path)
	joined := base64.StdEncoding.EncodeToString(bytes.Join(path, nil))
	if len(keys) == 0 {
		return nil, joined
	}
	leaf := leaves[keys[0]]
	return &leaf, joined
}
