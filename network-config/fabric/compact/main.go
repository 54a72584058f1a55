// Command compact rewrites the LevelDB databases of a stopped peer, so that what was purged from them is no longer in their files.
//
// LevelDB appends: a deleted value stays in its files until they are merged. An interrupted run leaves the database as it was, or a
// folder *.old that takes its place when it is missing. The databases are those of private data, of the state
// and of transient data, below the folder that is given.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/syndtr/goleveldb/leveldb"
	"github.com/syndtr/goleveldb/leveldb/opt"
)

var databases = []string{"ledgersData/pvtdataStore", "ledgersData/stateLeveldb", "transientstore"}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "compact DATA-FOLDER-OF-A-STOPPED-PEER")
		os.Exit(2)
	}
	for _, name := range databases {
		if err := rewrite(filepath.Join(os.Args[1], name)); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

// rewrite copies what is there now into a new database and puts it in the old one's place. Merging in place is not enough: LevelDB
// leaves a table alone that has nothing above or below it, with everything that was ever written to it.
func rewrite(folder string) error {
	fresh := folder + ".rewriting"
	old := folder + ".old"
	if _, err := os.Stat(folder); os.IsNotExist(err) {
		if err := os.Rename(old, folder); err != nil {
			return err
		}
	}
	if err := errors.Join(os.RemoveAll(fresh), os.RemoveAll(old)); err != nil {
		return err
	}
	if err := copyTo(fresh, folder); err != nil {
		return err
	}
	if err := os.Rename(folder, old); err != nil {
		return err
	}
	if err := os.Rename(fresh, folder); err != nil {
		return err
	}
	return os.RemoveAll(old)
}

func copyTo(fresh, folder string) error {
	from, err := leveldb.OpenFile(folder, &opt.Options{ErrorIfMissing: true})
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := leveldb.OpenFile(fresh, &opt.Options{ErrorIfExist: true})
	if err != nil {
		return err
	}
	batch := new(leveldb.Batch)
	entries := from.NewIterator(nil, nil)
	defer entries.Release()
	for entries.Next() {
		batch.Put(entries.Key(), entries.Value())
		if batch.Len() >= 1000 {
			if err := to.Write(batch, nil); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	if err := entries.Error(); err != nil {
		return err
	}
	if err := to.Write(batch, &opt.WriteOptions{Sync: true}); err != nil {
		return err
	}
	return to.Close()
}
