// Done at the first need, and then never again.
//
// The pattern once in Go: `go run once.go` runs it. All who call Do wait until
// the first call is done.
//
// Break it with variant = "nested": to make the log, the config is needed,
// which is being made; whoever asks for it waits, this time for itself.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	variant = "plain" // the log needs nothing: "plain"; or the config: "nested"
	tasks   = 2       // goroutines that need the config
)

var (
	config, logger sync.Once
	configs        int // how many have been made
)

func makeLog() {
	if variant == "nested" {
		needConfig()
	}
}

func makeConfig() {
	logger.Do(makeLog)
	configs++
}

func needConfig() {
	config.Do(makeConfig)
}

func main() {
	var working sync.WaitGroup
	for i := 0; i < tasks; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			needConfig()
			if configs != 1 {
				log.Fatalf("broken claim: it is made once, not %d times", configs)
			}
		}()
	}
	working.Wait()
	fmt.Println("made:", configs)
}
