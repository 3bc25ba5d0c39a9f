package main

import (
	"bytes"
	"encoding/json"
	"text/template"

	sveltoslua "github.com/projectsveltos/libsveltos/lib/lua"
	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// What the benchmark has Go do: the script once over all objects, the template
// once for each resource that it returns, and the result read as YAML.
type pipeline struct {
	Script   string           `json:"script"`
	Template string           `json:"template"`
	Objects  []map[string]any `json:"objects"`
}

func runPipeline(input []byte) (any, error) {
	var job pipeline
	if err := json.Unmarshal(input, &job); err != nil {
		return nil, err
	}
	resources, err := aggregate(job)
	if err != nil {
		return nil, err
	}
	made := 0
	for i := range resources {
		// Sveltos parses the template anew for each event.
		parsed, err := template.New("bench").Option("missingkey=error").Funcs(functions()).Parse(job.Template)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		if err := parsed.Execute(&out, map[string]any{"Resource": resources[i].Object}); err != nil {
			return nil, err
		}
		var object map[string]any
		if err := yaml.Unmarshal(out.Bytes(), &object); err != nil {
			return nil, err
		}
		made++
	}
	return map[string]int{"made": made}, nil
}

func aggregate(job pipeline) ([]*unstructured.Unstructured, error) {
	state := lua.NewState()
	defer state.Close()
	if err := state.DoString(job.Script); err != nil {
		return nil, err
	}
	table := state.NewTable()
	for _, object := range job.Objects {
		table.Append(sveltoslua.MapToTable(object))
	}
	state.SetGlobal("resources", table)
	call := lua.P{Fn: state.GetGlobal("evaluate"), NRet: 1, Protect: true}
	if err := state.CallByParam(call, table); err != nil {
		return nil, err
	}
	text, err := json.Marshal(sveltoslua.ToGoValue(state.Get(-1)))
	if err != nil {
		return nil, err
	}
	var result struct {
		Resources []*unstructured.Unstructured `json:"resources"`
	}
	err = json.Unmarshal(text, &result)
	return result.Resources, err
}
