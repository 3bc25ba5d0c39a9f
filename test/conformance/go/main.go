// The conformance judge: runs the tables of cases through the engines that the
// event framework itself is built on, and prints what they answered as JSON.
//
//	conformance ENGINE CASES.yaml
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// An engine turns the text of a case table into a list of answers, one a case.
var engines = map[string]func(table []byte) (any, error){
	"documents": readDocuments,
	"pipeline":  runPipeline,
	"rules":     judgeRules,
	"scripts":   judgeScripts,
	"templates": judgeTemplates,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 || engines[args[0]] == nil {
		return fmt.Errorf("usage: conformance ENGINE CASES.yaml, with ENGINE one of documents, pipeline, rules, scripts, templates")
	}
	table, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	answers, err := engines[args[0]](table)
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(answers)
}
