package main

import (
	"encoding/json"
	"strings"

	sveltoslua "github.com/projectsveltos/libsveltos/lib/lua"
	lua "github.com/yuin/gopher-lua"
	"sigs.k8s.io/yaml"
)

// A group of scripts that are called with the same objects.
type scriptGroup struct {
	Group   string   `json:"group"`
	Scripts []string `json:"scripts"`
}

// What a script returns, as JSON, or why it fails. Reason is for people to read;
// nobody compares it.
type scriptAnswer struct {
	Script string          `json:"script"`
	Value  json.RawMessage `json:"value,omitempty"`
	Reason string          `json:"reason,omitempty"`
}

func judgeScripts(table []byte) (any, error) {
	var groups []scriptGroup
	if err := yaml.Unmarshal(table, &groups); err != nil {
		return nil, err
	}
	raw, err := yaml.YAMLToJSON(table)
	if err != nil {
		return nil, err
	}
	answers := []scriptAnswer{}
	for i, group := range groups {
		for _, script := range group.Scripts {
			data, err := dataOf(raw, i)
			if err != nil {
				return nil, err
			}
			objects, _ := data.([]any)
			answers = append(answers, askScript(script, objects))
		}
	}
	return answers, nil
}

// An expression stands for a script that returns it as `v`.
func wholeScript(script string) string {
	if strings.Contains(script, "evaluate") {
		return script
	}
	return "function evaluate() return { v = " + script + " } end"
}

// The steps that Sveltos takes for an aggregatedSelection.
func askScript(script string, objects []any) scriptAnswer {
	answer := scriptAnswer{Script: script}
	state := lua.NewState()
	defer state.Close()
	sveltoslua.LoadModulesAndRegisterMethods(state)
	if err := state.DoString(wholeScript(script)); err != nil {
		answer.Reason = err.Error()
		return answer
	}
	resources := state.NewTable()
	for _, object := range objects {
		resources.Append(sveltoslua.MapToTable(object.(map[string]any)))
	}
	state.SetGlobal("resources", resources)
	call := lua.P{Fn: state.GetGlobal("evaluate"), NRet: 1, Protect: true}
	if err := state.CallByParam(call, resources); err != nil {
		answer.Reason = err.Error()
		return answer
	}
	result, isTable := state.Get(-1).(*lua.LTable)
	if !isTable {
		answer.Reason = "no table"
		return answer
	}
	value, err := json.Marshal(sveltoslua.ToGoValue(result))
	if err != nil {
		answer.Reason = err.Error()
		return answer
	}
	answer.Value = value
	return answer
}
