// Reads objects as External Secrets Operator does: each line of stdin is one object as JSON. It is decoded strictly into the
// operator's own type, and an ExternalSecret goes through its webhook's validation. What is wrong goes to stderr.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	v1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
)

func main() {
	wrong := 0
	count := map[string]int{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		kind, err := read(lines.Bytes())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			wrong++
		}
		count[kind]++
	}
	if err := json.NewEncoder(os.Stdout).Encode(count); err != nil || wrong > 0 {
		os.Exit(1)
	}
}

func read(line []byte) (string, error) {
	var meta struct {
		APIVersion, Kind string
		Metadata         struct{ Name string }
	}
	if err := json.Unmarshal(line, &meta); err != nil {
		return "", err
	}
	failed := func(err error) error {
		if err != nil {
			return fmt.Errorf("%s %s: %w", meta.Kind, meta.Metadata.Name, err)
		}
		return nil
	}
	if meta.APIVersion != v1.SchemeGroupVersion.String() {
		return meta.Kind, failed(fmt.Errorf("%s is not %s", meta.APIVersion, v1.SchemeGroupVersion))
	}
	switch meta.Kind {
	case v1.ExtSecretKind:
		var secret v1.ExternalSecret
		if err := decode(line, &secret); err != nil {
			return meta.Kind, failed(err)
		}
		_, err := (&v1.ExternalSecretValidator{}).ValidateCreate(context.Background(), &secret)
		return meta.Kind, failed(err)
	case v1.ClusterExtSecretKind:
		return meta.Kind, failed(decode(line, &v1.ClusterExternalSecret{}))
	case v1.SecretStoreKind:
		return meta.Kind, failed(decode(line, &v1.SecretStore{}))
	case v1.ClusterSecretStoreKind:
		return meta.Kind, failed(decode(line, &v1.ClusterSecretStore{}))
	default:
		return meta.Kind, failed(fmt.Errorf("External Secrets has no such kind"))
	}
}

func decode(line []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
