package main

import (
	"bytes"
	"encoding/json"

	yamlv3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

// A group of YAML documents.
type documentGroup struct {
	Group string   `json:"group"`
	Texts []string `json:"texts"`
}

// What a document holds for an API server, as JSON text, or why it holds nothing.
// Passes tells whether kpt and kustomize, which read nodes, take it. Reason is for
// people to read; nobody compares it.
type documentAnswer struct {
	Text   string `json:"text"`
	Value  string `json:"value,omitempty"`
	Passes bool   `json:"passes"`
	Reason string `json:"reason,omitempty"`
}

func readDocuments(table []byte) (any, error) {
	var groups []documentGroup
	if err := yaml.Unmarshal(table, &groups); err != nil {
		return nil, err
	}
	answers := []documentAnswer{}
	for _, group := range groups {
		for _, text := range group.Texts {
			answers = append(answers, readDocument(text))
		}
	}
	return answers, nil
}

func readDocument(text string) documentAnswer {
	answer := documentAnswer{Text: text}
	var node yamlv3.Node
	answer.Passes = yamlv3.Unmarshal([]byte(text), &node) == nil
	value, err := yaml.YAMLToJSON([]byte(text))
	if err == nil {
		answer.Value, err = withEveryDigit(value)
	}
	if err != nil {
		answer.Reason = err.Error()
	}
	return answer
}

// JSON with its keys in order, and its numbers and characters as they are.
func withEveryDigit(text []byte) (string, error) {
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	var value any
	if err := in.Decode(&value); err != nil {
		return "", err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	return out.String(), nil
}
