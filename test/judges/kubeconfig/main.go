// The judge of kubeconfigs: client-go itself. It reads one JSON string a line
// (the base64 of a kubeconfig) and answers with one JSON object a line: what
// clientcmd, which every Kubernetes client loads its kubeconfig with, makes of it.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

type verdict struct {
	// Why clientcmd.Load refuses it; empty where it does not.
	Load string `json:"load,omitempty"`
	// Why no client configuration can be made from it (the current context counts).
	Config string `json:"config,omitempty"`
	// The scheme that a client of it speaks.
	Scheme string `json:"scheme,omitempty"`
	// What it would have a client run or read, and send.
	Exec     bool `json:"exec,omitempty"`
	Provider bool `json:"provider,omitempty"`
	Files    bool `json:"files,omitempty"`
	Insecure bool `json:"insecure,omitempty"`
	Token    bool `json:"token,omitempty"`
	Contexts int  `json:"contexts"`
}

func judge(text []byte) (answer verdict) {
	defer func() {
		if fault := recover(); fault != nil {
			answer.Load = fmt.Sprint("panic: ", fault)
		}
	}()
	config, err := clientcmd.Load(text)
	if err != nil {
		answer.Load = err.Error()
		return answer
	}
	answer.Contexts = len(config.Contexts)
	for _, user := range config.AuthInfos {
		if user == nil {
			continue
		}
		answer.Exec = answer.Exec || user.Exec != nil
		answer.Provider = answer.Provider || user.AuthProvider != nil
		answer.Files = answer.Files || user.ClientCertificate != "" || user.ClientKey != "" || user.TokenFile != ""
		answer.Token = answer.Token || user.Token != "" || user.TokenFile != "" || user.Password != ""
	}
	for _, cluster := range config.Clusters {
		if cluster == nil {
			continue
		}
		answer.Files = answer.Files || cluster.CertificateAuthority != ""
		answer.Insecure = answer.Insecure || cluster.InsecureSkipTLSVerify
	}
	client, err := clientcmd.RESTConfigFromKubeConfig(text)
	if err != nil {
		answer.Config = err.Error()
		return answer
	}
	url, _, err := rest.DefaultServerUrlFor(client)
	if err != nil {
		answer.Config = err.Error()
		return answer
	}
	answer.Scheme = url.Scheme
	return answer
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var encoded string
			if err := json.Unmarshal(line, &encoded); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			text, err := base64.StdEncoding.DecodeString(encoded)
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			answer, _ := json.Marshal(judge(text))
			out.Write(answer)
			out.WriteByte('\n')
			if in.Buffered() == 0 {
				out.Flush()
			}
		}
		if err != nil {
			return
		}
	}
}
