package main

import (
	"github.com/go-logr/logr"
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	libsveltosv1beta1 "github.com/projectsveltos/libsveltos/api/v1beta1"
	sveltoscel "github.com/projectsveltos/libsveltos/lib/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// A group of CEL rules that are asked about the same object.
type ruleGroup struct {
	Group string   `json:"group"`
	Rules []string `json:"rules"`
}

// What a rule says: true, false, or why it fails. Reason is for people to read;
// nobody compares it.
type ruleAnswer struct {
	Rule    string `json:"rule"`
	Matches *bool  `json:"matches,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

func judgeRules(table []byte) (any, error) {
	var groups []ruleGroup
	if err := yaml.Unmarshal(table, &groups); err != nil {
		return nil, err
	}
	raw, err := yaml.YAMLToJSON(table)
	if err != nil {
		return nil, err
	}
	answers := []ruleAnswer{}
	for i, group := range groups {
		data, err := dataOf(raw, i)
		if err != nil {
			return nil, err
		}
		resource := &unstructured.Unstructured{Object: data.(map[string]any)}
		for _, rule := range group.Rules {
			answers = append(answers, askRule(rule, resource))
		}
	}
	return answers, nil
}

// Sveltos' own evaluation says whether an object matches, and keeps errors to
// itself; the same steps are taken once more for the difference between a rule
// that says no and one that fails.
func askRule(rule string, resource *unstructured.Unstructured) ruleAnswer {
	answer := ruleAnswer{Rule: rule}
	matches, reason := evaluateRule(rule, resource)
	rules := []libsveltosv1beta1.CELRule{{Name: "case", Rule: rule}}
	theirs, err := sveltoscel.EvaluateRules(resource, rules, logr.Discard())
	if err != nil || theirs != matches {
		panic("the judge takes other steps than Sveltos for " + rule)
	}
	if reason == "" {
		answer.Matches = &matches
	}
	answer.Reason = reason
	return answer
}

func evaluateRule(rule string, resource *unstructured.Unstructured) (matches bool, reason string) {
	env, err := cel.NewEnv(cel.Variable("resource", cel.DynType))
	if err != nil {
		return false, err.Error()
	}
	parsed, issues := env.Parse(rule)
	if issues != nil && issues.Err() != nil {
		return false, issues.Err().Error()
	}
	checked, issues := env.Check(parsed)
	if issues != nil && issues.Err() != nil {
		return false, issues.Err().Error()
	}
	program, err := env.Program(checked)
	if err != nil {
		return false, err.Error()
	}
	result, _, err := program.Eval(map[string]any{"resource": resource.Object})
	if err != nil {
		return false, err.Error()
	}
	if result.Type() != types.BoolType {
		return false, "no boolean"
	}
	return result.Value().(bool), ""
}
