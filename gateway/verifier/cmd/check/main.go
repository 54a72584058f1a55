// Command check is an independent check of a zone: of receipts, and of the logs of its agencies.
//
//	check receipt ROOTS RECEIPT...
//	check log TLS-ROOTS PREFIX KEY
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"

	"zoneledger.org/verifier"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) > 2 && args[0] == "receipt":
		return receipts(args[1], args[2:])
	case len(args) == 4 && args[0] == "log":
		return log(args[1], args[2], args[3])
	}
	return fmt.Errorf("check receipt ROOTS RECEIPT... | check log TLS-ROOTS PREFIX KEY")
}

func receipts(dir string, files []string) error {
	roots, err := verifier.ReadRoots(dir)
	if err != nil {
		return err
	}
	refused := 0
	for _, file := range files {
		receipt, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		verified, err := verifier.Verify(receipt, roots)
		if err != nil {
			refused++
			fmt.Printf("%s: %v\n", file, err)
			continue
		}
		fmt.Printf("%s: verified, %s, cosigned by %d\n", file, said(verified), len(verified.Cosigned))
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d refused", refused, len(files))
	}
	return nil
}

func said(verified *verifier.Verified) string {
	switch {
	case verified.Absent:
		return "there is no record " + verified.Key
	case verified.Newest:
		return verified.Key + ", the newest version"
	}
	return verified.Key
}

func log(tlsRoots, prefix, key string) error {
	pem, err := os.ReadFile(tlsRoots)
	if err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	log := &verifier.Log{Prefix: prefix, Key: key, Client: client}
	checkpoint, err := log.Checkpoint()
	if err != nil {
		return err
	}
	entries, err := log.CheckEntries(checkpoint)
	if err != nil {
		return err
	}
	fmt.Printf("%d entries under root %v\n", entries, checkpoint.Hash)
	if checkpoint.Map != nil {
		fmt.Printf("and their map of newest entries\n")
	}
	return nil
}
