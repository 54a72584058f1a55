package verifier

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

var attributes = asn1.ObjectIdentifier{1, 2, 3, 4, 5, 6, 7, 8, 1}

// witness verifies cosignatures (C2SP tlog-cosignature) by a key that an agency's root vouches for.
type witness struct {
	agency      string
	origin      string
	certificate *x509.Certificate
	key         ed25519.PublicKey
}

// readWitness reads a certificate; nothing where it is that of no agency of the zone.
func readWitness(der64, zone string, roots Roots) (*witness, error) {
	der, err := base64.StdEncoding.DecodeString(der64)
	if err != nil {
		return nil, fmt.Errorf("certificates: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("certificates: %w", err)
	}
	key, ok := certificate.PublicKey.(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("certificates: an Ed25519 key is expected")
	}
	origin := logOf(certificate)
	agency, found := strings.CutPrefix(origin, zone)
	root := roots[agency]
	if !found || root == nil {
		return nil, nil
	}
	if err := root.CheckSignature(certificate.SignatureAlgorithm, certificate.RawTBSCertificate, certificate.Signature); err != nil {
		return nil, fmt.Errorf("certificates: %s: %w", agency, err)
	}
	return &witness{agency, origin, certificate, key}, nil
}

// logOf is the origin of the log that the certificate's holder keeps: an attribute, or a subject that is a common name alone.
func logOf(certificate *x509.Certificate) string {
	for _, extension := range certificate.Extensions {
		if extension.Id.Equal(attributes) {
			var read struct {
				Attrs map[string]string `json:"attrs"`
			}
			if json.Unmarshal(extension.Value, &read) == nil {
				return read.Attrs["zone.log"]
			}
		}
	}
	if len(certificate.Subject.Names) == 1 {
		return certificate.Subject.CommonName
	}
	return ""
}

// Name of the key, as note.Verifier has it.
func (w *witness) Name() string { return w.origin + "/witness" }

// KeyHash of the key for cosignatures, as note.Verifier has it.
func (w *witness) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(w.Name()+"\n\x04"), w.key...))
	return binary.BigEndian.Uint32(sum[:])
}

// Verify a cosignature, as note.Verifier has it.
func (w *witness) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, message)
	return ed25519.Verify(w.key, []byte(signed), signature[8:])
}

func pemBody(text []byte) ([]byte, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM")
	}
	return block.Bytes, nil
}
