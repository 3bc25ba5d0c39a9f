package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	_ "time/tzdata" // the same zones on every machine
	"unicode/utf8"

	"github.com/projectsveltos/libsveltos/lib/funcmap"
	yaml3 "gopkg.in/yaml.v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kjson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"
)

// A group of templates that run on the same data. What an event's resource is
// to a template, Sveltos decodes with sigs.k8s.io/yaml: its numbers are float64
// (`decoded: event`). The second filling has other functions on resources, which
// take an identifier.
type templateGroup struct {
	Group     string   `json:"group"`
	Decoded   string   `json:"decoded"`
	Filling   string   `json:"filling"`
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
			decode := dataOf
			if group.Decoded == "event" {
				decode = eventDataOf
			}
			data, err := decode(raw, i)
			if err != nil {
				return nil, err
			}
			known := functions()
			if group.Filling == "second" {
				known = deployFunctions(data)
			}
			answers = append(answers, judge(text, data, known))
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

// Numbers as sigs.k8s.io/yaml decodes them into a map: all float64.
func eventDataOf(raw []byte, group int) (any, error) {
	var table []any
	if err := json.Unmarshal(raw, &table); err != nil {
		return nil, err
	}
	return table[group].(map[string]any)["data"], nil
}

func judge(text string, data any, known template.FuncMap) templateAnswer {
	parsed, err := template.New("case").Option("missingkey=error").Funcs(known).Parse(text)
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

// The functions of the second filling: the resource is named by its identifier,
// and written with sigs.k8s.io/yaml.
func deployFunctions(data any) template.FuncMap {
	resources := map[string]map[string]any{}
	all, _ := data.(map[string]any)
	named, _ := all["MgmtResources"].(map[string]any)
	for id, resource := range named {
		resources[id] = resource.(map[string]any)
	}
	known := funcmap.SveltosFuncMap(false)
	first := functions()
	for _, name := range []string{"chainRemoveField", "chainSetField"} {
		known[name] = first[name]
	}
	known["getResource"] = func(id string) map[string]any {
		if resources[id] == nil {
			return nil
		}
		return cleared(resources[id]).Object
	}
	known["copy"] = func(id string) string {
		if resources[id] == nil {
			return ""
		}
		return deployed(cleared(resources[id]))
	}
	known["getField"] = func(id, path string) any {
		if resources[id] == nil {
			return ""
		}
		value, found, err := unstructured.NestedFieldCopy(resources[id], strings.Split(path, ".")...)
		if err != nil || !found {
			return ""
		}
		return value
	}
	known["removeField"] = func(id, path string) string {
		if resources[id] == nil {
			return ""
		}
		unstructured.RemoveNestedField(resources[id], strings.Split(path, ".")...)
		return deployed(cleared(resources[id]))
	}
	known["setField"] = func(id, path string, value any) string {
		if resources[id] == nil || unstructured.SetNestedField(resources[id], value, strings.Split(path, ".")...) != nil {
			return ""
		}
		return deployed(cleared(resources[id]))
	}
	return known
}

func deployed(object unstructured.Unstructured) string {
	text, err := yaml.Marshal(object.UnstructuredContent())
	if err != nil {
		panic(fmt.Sprintf("cannot write the object: %v", err))
	}
	return strings.TrimSuffix(string(text), "\n")
}

func written(object unstructured.Unstructured) string {
	text, err := yaml3.Marshal(object.UnstructuredContent())
	if err != nil {
		panic(fmt.Sprintf("cannot write the object: %v", err))
	}
	return strings.TrimSuffix(string(text), "\n")
}
