package verifier

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// RECEIPTS is a folder that the zone's own tests write: roots/, good/ and bad/ receipts, the name of a bad one saying what was changed.
func folder(t *testing.T) string {
	dir := os.Getenv("RECEIPTS")
	if dir == "" {
		t.Skip("RECEIPTS names no folder")
	}
	return dir
}

func each(t *testing.T, kind string, check func(t *testing.T, receipt []byte, roots Roots)) {
	dir := folder(t)
	roots, err := ReadRoots(filepath.Join(dir, "roots"))
	if err != nil || len(roots) != 5 {
		t.Fatal(len(roots), err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, kind, "*.json"))
	if len(files) == 0 {
		t.Fatal("no receipts")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			receipt, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			check(t, receipt, roots)
		})
	}
}

func TestGoodReceiptsAreAccepted(t *testing.T) {
	each(t, "good", func(t *testing.T, receipt []byte, roots Roots) {
		verified, err := Verify(receipt, roots)
		if err != nil || len(verified.Cosigned) < 3 {
			t.Fatal(verified, err)
		}
		name := filepath.Base(t.Name())
		if verified.Newest != (name == "newest") || verified.Absent != strings.HasPrefix(name, "absent-") {
			t.Fatal(verified)
		}
	})
}

func TestTamperedReceiptsAreRefused(t *testing.T) {
	each(t, "bad", func(t *testing.T, receipt []byte, roots Roots) {
		if verified, err := Verify(receipt, roots); err == nil {
			t.Fatal("accepted", verified)
		}
	})
}
