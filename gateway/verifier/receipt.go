// Package verifier checks receipts and logs of a zone from the public standards alone: RFC 8785, RFC 9162, C2SP signed-note,
// tlog-checkpoint, tlog-cosignature and tlog-tiles. It shares no code with the zone, so that an error of one is seen by the other.
package verifier

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gowebpki/jcs"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Receipt as gateways give it out, see receipt-v1.schema.json: of what was written, or of there being nothing.
type Receipt struct {
	Format   string          `json:"format"`
	Content  json.RawMessage `json:"content"`
	Revealed *struct {
		Salts  map[string]string          `json:"salts"`
		Values map[string]json.RawMessage `json:"values"`
	} `json:"revealed"`
	Page *struct {
		Head  json.RawMessage `json:"head"`
		Index int64           `json:"index"`
		Path  string          `json:"path"`
	} `json:"page"`
	Entry *struct {
		Namespace string `json:"namespace"`
		Key       string `json:"key"`
		Block     int64  `json:"block"`
		Position  int64  `json:"position"`
		TxID      string `json:"txId"`
	} `json:"entry"`
	Log *struct {
		Index int64  `json:"index"`
		Path  string `json:"path"`
	} `json:"log"`
	Newest *struct {
		Path string `json:"path"`
	} `json:"newest"`
	Absent *struct {
		Key  string `json:"key"`
		Leaf *Leaf  `json:"leaf"`
		Path string `json:"path"`
	} `json:"absent"`
	Checkpoint   string   `json:"checkpoint"`
	Certificates []string `json:"certificates"`
}

// Roots are the agencies' root certificates by the agency's name.
type Roots map[string]*x509.Certificate

// ReadRoots reads a folder with one PEM file an agency.
func ReadRoots(dir string) (Roots, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.pem"))
	if err != nil {
		return nil, err
	}
	roots := Roots{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		der, err := pemBody(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		root, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		roots[strings.TrimSuffix(filepath.Base(file), ".pem")] = root
	}
	return roots, nil
}

// Verified is what a receipt proves of a key.
type Verified struct {
	Key      string
	Newest   bool                 // no write of the log is a newer one; where it is not said, there may be one
	Absent   bool                 // the log has no record under it
	Cosigned map[string]time.Time // which agencies vouch for it, and when each did
}

// Verify says what a receipt proves; an error where fewer agencies than more than half vouch for it, or anything does not hold.
func Verify(receipt []byte, roots Roots) (*Verified, error) {
	var r Receipt
	decoder := json.NewDecoder(bytes.NewReader(receipt))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return nil, fmt.Errorf("format: %w", err)
	}
	if r.Format != "zoneledger.org/receipt/v1" {
		return nil, errors.New("format: not a receipt of version 1")
	}
	if r.Absent != nil {
		if r.Entry != nil || r.Log != nil || r.Newest != nil || r.Page != nil || r.Revealed != nil || r.Content != nil {
			return nil, errors.New("format: what is absent was not written")
		}
		return r.absent(roots)
	}
	if r.Entry == nil || r.Log == nil {
		return nil, errors.New("format: an entry of the log is expected")
	}
	value, err := r.written()
	if err != nil {
		return nil, err
	}
	if err := r.revealed(); err != nil {
		return nil, fmt.Errorf("revealed: %w", err)
	}
	checkpoint, signed, err := cosigned(r.Checkpoint, r.Certificates, roots)
	if err != nil {
		return nil, err
	}
	entry, err := canonical(map[string]any{
		"namespace": r.Entry.Namespace, "key": r.Entry.Key, "delete": false, "valueDigest": hexSHA256(value),
		"block": r.Entry.Block, "position": r.Entry.Position, "txId": r.Entry.TxID,
	})
	if err != nil {
		return nil, err
	}
	if err := included(entry, r.Log.Index, checkpoint.N, r.Log.Path, checkpoint.Hash); err != nil {
		return nil, fmt.Errorf("log: %w", err)
	}
	if err := r.newest(checkpoint); err != nil {
		return nil, fmt.Errorf("newest: %w", err)
	}
	return &Verified{Key: r.Entry.Key, Newest: r.Newest != nil, Cosigned: signed}, nil
}

// newest says whether the map names the write as the newest of its key, where the receipt says so.
func (r *Receipt) newest(checkpoint Checkpoint) error {
	if r.Newest == nil {
		return nil
	}
	key := mapKey(r.Entry.Namespace, r.Entry.Key)
	return checkpoint.holds(key, &Leaf{hex.EncodeToString(key[:]), r.Log.Index, false}, r.Newest.Path)
}

// absent says whether the map has no record of the zone's chaincode where the way of the key ends.
func (r *Receipt) absent(roots Roots) (*Verified, error) {
	checkpoint, signed, err := cosigned(r.Checkpoint, r.Certificates, roots)
	if err != nil {
		return nil, err
	}
	key := mapKey("zone", r.Absent.Key)
	switch leaf := r.Absent.Leaf; {
	case !isMapped(r.Absent.Key):
		return nil, errors.New("absent: pages are in no map")
	case leaf != nil && leaf.KeyDigest == hex.EncodeToString(key[:]) && !leaf.Delete:
		return nil, errors.New("absent: the key is there")
	}
	if err := checkpoint.holds(key, r.Absent.Leaf, r.Absent.Path); err != nil {
		return nil, fmt.Errorf("absent: %w", err)
	}
	return &Verified{Key: r.Absent.Key, Absent: true, Cosigned: signed}, nil
}

// written is the value whose digest the log holds: the record, or the head of the page that the event leads to.
func (r *Receipt) written() ([]byte, error) {
	if len(r.Content) == 0 {
		return nil, errors.New("content: there is none")
	}
	content, err := jcs.Transform(r.Content)
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	if r.Page == nil {
		return content, nil
	}
	var head struct {
		CaptureID string `json:"captureID"`
		Count     int64  `json:"count"`
		Root      string `json:"root"`
	}
	if err := json.Unmarshal(r.Page.Head, &head); err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	if r.Entry.Key != "pagehead/"+head.CaptureID {
		return nil, errors.New("content: the head is that of another page")
	}
	root, err := hex.DecodeString(head.Root)
	if err != nil || len(root) != sha256.Size {
		return nil, errors.New("page: the head has no root")
	}
	if err := included(content, r.Page.Index, head.Count, r.Page.Path, tlog.Hash(root)); err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return jcs.Transform(r.Page.Head)
}

// revealed says whether the restricted fields that were shown are those whose digests the content names.
func (r *Receipt) revealed() error {
	if r.Revealed == nil {
		return nil
	}
	var content struct {
		Record json.RawMessage `json:"restricted"`
		Event  json.RawMessage `json:"zone:sealed"`
	}
	if err := json.Unmarshal(r.Content, &content); err != nil {
		return err
	}
	named := content.Record
	if r.Page != nil {
		named = content.Event
	}
	digests := map[string]string{}
	if len(named) > 0 {
		if err := json.Unmarshal(named, &digests); err != nil {
			return err
		}
	}
	if len(r.Revealed.Salts) != len(r.Revealed.Values) {
		return errors.New("every value needs its salt")
	}
	for field, value := range r.Revealed.Values {
		shown, err := canonical(map[string]any{"field": field, "salt": r.Revealed.Salts[field], "value": value})
		if err != nil {
			return err
		}
		if hexSHA256(shown) != digests[field] {
			return fmt.Errorf("%s is not the field whose digest the content names", field)
		}
	}
	return nil
}

// cosigned opens a checkpoint with the keys of the witnesses that the roots vouch for.
func cosigned(text string, certificates []string, roots Roots) (Checkpoint, map[string]time.Time, error) {
	origin, _, _ := strings.Cut(text, "\n")
	zone := origin[:strings.LastIndex(origin, "/")+1]
	var verifiers []note.Verifier
	witnesses := map[string]*witness{}
	for _, each := range certificates {
		w, err := readWitness(each, zone, roots)
		if err != nil {
			return Checkpoint{}, nil, err
		}
		if w != nil && witnesses[w.Name()] == nil {
			witnesses[w.Name()] = w
			verifiers = append(verifiers, w)
		}
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifiers...))
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("cosignatures: %w", err)
	}
	signed := map[string]time.Time{}
	for _, signature := range opened.Sigs {
		w := witnesses[signature.Name]
		at, err := signedAt(signature.Base64)
		if err != nil {
			return Checkpoint{}, nil, err
		}
		if at.Before(w.certificate.NotBefore) || at.After(w.certificate.NotAfter) {
			return Checkpoint{}, nil, fmt.Errorf("certificates: %s was not in force", w.agency)
		}
		signed[w.agency] = at
	}
	if len(signed) <= len(roots)/2 {
		return Checkpoint{}, nil, fmt.Errorf("cosignatures: %d of %d agencies", len(signed), len(roots))
	}
	checkpoint, err := parseCheckpoint(opened.Text)
	return checkpoint, signed, err
}

// Checkpoint of a log: its tree, and the root of the map of newest entries, which older ones do not have.
type Checkpoint struct {
	tlog.Tree
	Map *mapHash
}

func (c Checkpoint) holds(key mapHash, leaf *Leaf, path string) error {
	if c.Map == nil {
		return errors.New("the checkpoint names no map")
	}
	root, err := mapRootOf(key, leaf, path)
	if err == nil && root != *c.Map {
		err = errors.New("the map does not hold this")
	}
	return err
}

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || len(lines) > 5 || lines[len(lines)-1] != "" {
		return Checkpoint{}, errors.New("checkpoint: three lines are expected, and at most one more")
	}
	// the Go checksum database has the same three lines under a first one of its own
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + lines[1] + "\n" + lines[2] + "\n"))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	if len(lines) == 4 {
		return Checkpoint{Tree: tree}, nil
	}
	named, found := strings.CutPrefix(lines[3], "map ")
	root, err := base64.StdEncoding.DecodeString(named)
	if !found || err != nil || len(root) != sha256.Size {
		return Checkpoint{}, errors.New("checkpoint: the fourth line is that of the map")
	}
	hash := mapHash(root)
	return Checkpoint{tree, &hash}, nil
}

func included(leaf []byte, index, size int64, path string, root tlog.Hash) error {
	joined, err := base64.StdEncoding.DecodeString(path)
	if err != nil || len(joined)%sha256.Size != 0 {
		return errors.New("the path is no base64 of hashes")
	}
	var proof tlog.RecordProof
	for i := 0; i < len(joined); i += sha256.Size {
		proof = append(proof, tlog.Hash(joined[i:i+sha256.Size]))
	}
	if index < 0 || index >= size {
		return errors.New("the index is beyond the tree")
	}
	return tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(leaf))
}

func signedAt(signature string) (time.Time, error) {
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil || len(raw) != 4+8+ed25519.SignatureSize {
		return time.Time{}, errors.New("cosignatures: a time and a signature are expected")
	}
	return time.Unix(int64(binary.BigEndian.Uint64(raw[4:12])), 0), nil
}

func canonical(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return jcs.Transform(text)
}

func hexSHA256(value []byte) string {
	sum := sha256.Sum256(value)
	return hex.EncodeToString(sum[:])
}
