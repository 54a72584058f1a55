package verifier

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
)

// A map of newest entries is a tree whose leaves stand where the bits of their keys lead, the highest first, 0 to the left.
type mapHash = [sha256.Size]byte

// Leaf of a map: where the newest entry of a key stands in the log, and whether it deleted the key.
type Leaf struct {
	KeyDigest string `json:"keyDigest"`
	Index     int64  `json:"index"`
	Delete    bool   `json:"delete"`
}

var emptyMap = sha256.Sum256([]byte{4})

// mapKey names a key of a chaincode's public state.
func mapKey(namespace, key string) mapHash {
	return sha256.Sum256([]byte(namespace + "\x00" + key))
}

// isMapped says whether maps hold a key: pages and their heads are in none.
func isMapped(key string) bool {
	return !strings.HasPrefix(key, "page/") && !strings.HasPrefix(key, "pagehead/")
}

func (l Leaf) hash() (mapHash, error) {
	key, err := hex.DecodeString(l.KeyDigest)
	if err != nil || len(key) != sha256.Size {
		return mapHash{}, errors.New("a leaf has no key")
	}
	preimage := binary.BigEndian.AppendUint64(append([]byte{2}, key...), uint64(l.Index))
	if l.Delete {
		return sha256.Sum256(append(preimage, 1)), nil
	}
	return sha256.Sum256(append(preimage, 0)), nil
}

func mapNode(left, right mapHash) mapHash {
	return sha256.Sum256(bytes.Join([][]byte{{3}, left[:], right[:]}, nil))
}

func isRight(key mapHash, depth int) bool {
	return key[depth/8]>>(7-depth%8)&1 == 1
}

// mapRootOf goes from the end of a key's way to the root; no leaf stands for nothing.
func mapRootOf(key mapHash, leaf *Leaf, path string) (mapHash, error) {
	joined, err := base64.StdEncoding.DecodeString(path)
	if err != nil || len(joined)%sha256.Size != 0 || len(joined) > 256*sha256.Size {
		return mapHash{}, errors.New("the path is no base64 of hashes")
	}
	hash := emptyMap
	if leaf != nil {
		if hash, err = leaf.hash(); err != nil {
			return mapHash{}, err
		}
	}
	for depth := len(joined)/sha256.Size - 1; depth >= 0; depth-- {
		other := mapHash(joined[:sha256.Size])
		joined = joined[sha256.Size:]
		if isRight(key, depth) {
			hash = mapNode(other, hash)
		} else {
			hash = mapNode(hash, other)
		}
	}
	return hash, nil
}

// wholeMap is the root over all leaves, by their keys: what anybody can calculate who has read the log.
func wholeMap(leaves map[mapHash]mapHash) mapHash {
	keys := make([]mapHash, 0, len(leaves))
	for key := range leaves {
		keys = append(keys, key)
	}
	return subtree(leaves, keys, 0)
}

func subtree(leaves map[mapHash]mapHash, keys []mapHash, depth int) mapHash {
	switch len(keys) {
	case 0:
		return emptyMap
	case 1:
		return leaves[keys[0]]
	}
	left, right := halves(keys, depth)
	return mapNode(subtree(leaves, left, depth+1), subtree(leaves, right, depth+1))
}

func halves(keys []mapHash, depth int) (left, right []mapHash) {
	for _, key := range keys {
		if isRight(key, depth) {
			right = append(right, key)
		} else {
			left = append(left, key)
		}
	}
	return left, right
}
