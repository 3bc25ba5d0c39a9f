package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	_ "time/tzdata" // the same zones on every machine
	"unicode/utf8"

	"github.com/projectsveltos/libsveltos/lib/funcmap"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kjson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"
)

// A group of templates that run on the same data.
type templateGroup struct {
	Group     string   `json:"group"`
	Templates []string `json:"templates"`
}

// What Go made of a template: its text, or where it failed. A parse error has
// no column. Reason is Go's own, for people to read; nobody compares it.
type templateAnswer struct {
	Template string  `json:"template"`
	Text     *string `json:"text,omitempty"`
	Line     int     `json:"line,omitempty"`
	Column   *int    `json:"column,omitempty"`
	Reason   string  `json:"reason,omitempty"`
}

func judgeTemplates(table []byte) (any, error) {
	var groups []templateGroup
	if err := yaml.Unmarshal(table, &groups); err != nil {
		return nil, err
	}
	raw, err := yaml.YAMLToJSON(table)
	if err != nil {
		return nil, err
	}
	answers := []templateAnswer{}
	for i, group := range groups {
		for _, text := range group.Templates {
			// Decoded anew for each template: functions may change the data.
			data, err := dataOf(raw, i)
			if err != nil {
				return nil, err
			}
			answers = append(answers, judge(text, data))
		}
	}
	return answers, nil
}

// Numbers as the API machinery decodes them: int64 where they are whole.
func dataOf(raw []byte, group int) (any, error) {
	var table []any
	if err := kjson.Unmarshal(raw, &table); err != nil {
		return nil, err
	}
	return table[group].(map[string]any)["data"], nil
}

func judge(text string, data any) templateAnswer {
	parsed, err := template.New("case").Option("missingkey=error").Funcs(functions()).Parse(text)
	if err != nil {
		return failure(text, err)
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, data); err != nil {
		return failure(text, err)
	}
	if !utf8.Valid(out.Bytes()) {
		return templateAnswer{Template: text, Reason: "the output is not UTF-8"}
	}
	result := out.String()
	return templateAnswer{Template: text, Text: &result}
}

var place = regexp.MustCompile(`^template: case:(\d+)(?::(\d+))?:`)

func failure(text string, err error) templateAnswer {
	answer := templateAnswer{Template: text, Reason: err.Error()}
	if found := place.FindStringSubmatch(err.Error()); found != nil {
		answer.Line, _ = strconv.Atoi(found[1])
		if found[2] != "" {
			column, _ := strconv.Atoi(found[2])
			answer.Column = &column
		}
	}
	return answer
}

// What Sveltos registers for EventTriggers: its function map, and the functions
// on unstructured objects that its event manager adds.
func functions() template.FuncMap {
	known := funcmap.SveltosFuncMap(false)
	known["getResource"] = func(object map[string]any) map[string]any {
		return cleared(object).Object
	}
	known["copy"] = func(object map[string]any) string {
		return written(cleared(object))
	}
	known["getField"] = func(object map[string]any, path string) any {
		value, found, err := unstructured.NestedFieldCopy(object, strings.Split(path, ".")...)
		if err != nil || !found {
			return ""
		}
		return value
	}
	known["removeField"] = func(object map[string]any, path string) string {
		unstructured.RemoveNestedField(object, strings.Split(path, ".")...)
		return written(cleared(object))
	}
	known["setField"] = func(object map[string]any, path string, value any) string {
		if unstructured.SetNestedField(object, value, strings.Split(path, ".")...) != nil {
			return ""
		}
		return written(cleared(object))
	}
	known["chainRemoveField"] = func(object map[string]any, path string) map[string]any {
		unstructured.RemoveNestedField(object, strings.Split(path, ".")...)
		return object
	}
	known["chainSetField"] = func(object map[string]any, path string, value any) map[string]any {
		if unstructured.SetNestedField(object, value, strings.Split(path, ".")...) != nil {
			return nil
		}
		return object
	}
	return known
}

func cleared(object map[string]any) unstructured.Unstructured {
	var result unstructured.Unstructured
	result.SetUnstructuredContent(object)
	result.SetManagedFields(nil)
	result.SetResourceVersion("")
	result.SetUID("")
	return result
}

func written(object unstructured.Unstructured) string {
	text, err := yaml.Marshal(object.UnstructuredContent())
	if err != nil {
		panic(fmt.Sprintf("cannot write the object: %v", err))
	}
	return strings.TrimSuffix(string(text), "\n")
}
