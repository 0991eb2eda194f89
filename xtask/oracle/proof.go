// Checks C2SP tlog-proof files with Go's own transparency-log library, which knows nothing of Hikeshi.
//
// usage: proof VKEY_FILE LEAVES_FILE PROOF_FILE...   a leaf is a line of LEAVES_FILE, without its end
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
}

func read(path string) string {
	data, err := os.ReadFile(path)
	must(err)
	return string(data)
}

func hash(text string) (found tlog.Hash) {
	data, err := base64.StdEncoding.DecodeString(text)
	must(err)
	if len(data) != len(found) {
		must(fmt.Errorf("a hash of %d bytes", len(data)))
	}
	copy(found[:], data)
	return found
}

func check(path string, key note.Verifier, leaves []string) {
	head, signed, _ := strings.Cut(read(path), "\n\n")
	lines := strings.Split(head, "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		must(fmt.Errorf("%s: no tlog-proof", path))
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err)
	if index < 0 || index >= int64(len(leaves)) {
		must(fmt.Errorf("%s: there is no leaf %d", path, index))
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		proof = append(proof, hash(line))
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(key))
	must(err)
	body := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(body[1], 10, 64)
	must(err)
	must(tlog.CheckRecord(proof, size, hash(body[2]), index, tlog.RecordHash([]byte(leaves[index]))))
}

func main() {
	key, err := note.NewVerifier(strings.TrimSpace(read(os.Args[1])))
	must(err)
	leaves := strings.Split(strings.TrimSuffix(read(os.Args[2]), "\n"), "\n")
	for _, path := range os.Args[3:] {
		check(path, key, leaves)
	}
	fmt.Println("accepted", len(os.Args[3:]))
}
