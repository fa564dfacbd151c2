// Wire reads SOAP bodies with govmomi's types, writes them again, and says where the two do not mean
// the same.
//
//	wire FOLDER...
//
// Every file `*.xml` below the folders is one envelope, whose name begins with `request` or with
// `answer`. A line is written for each difference, and one at the end that counts. It exits with 1 where one differs.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Examples of each difference that are named.
const examples = 2

func main() {
	var files []string
	for _, folder := range os.Args[1:] {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".xml") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, "wire:", err)
			os.Exit(2)
		}
	}
	count := map[string]int{}
	found := map[string][]string{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			fmt.Fprintln(os.Stderr, "wire:", err)
			os.Exit(2)
		}
		kind, differences := check(kindOf(file), body)
		count[kind]++
		for _, d := range differences {
			if !slices.Contains(found[d], file) {
				found[d] = append(found[d], file)
			}
		}
	}
	report(found)
	fmt.Printf("%d requests, %d answers, %d faults, %d excepted, %d differences\n",
		count[request], count[answer], count[fault], count[excepted], len(found))
	if len(found) > 0 {
		os.Exit(1)
	}
}

// The name of a file begins with what it is.
func kindOf(file string) string {
	if strings.HasPrefix(filepath.Base(file), request) {
		return request
	}
	return answer
}

func report(found map[string][]string) {
	var differences []string
	for d := range found {
		differences = append(differences, d)
	}
	sort.Strings(differences)
	for _, d := range differences {
		fmt.Printf("%s\n  in %d bodies, such as %s\n", d, len(found[d]),
			strings.Join(found[d][:min(examples, len(found[d]))], " "))
	}
}
