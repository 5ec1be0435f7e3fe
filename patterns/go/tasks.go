// Independent tasks, joined by the one who started them.
//
// The pattern tasks in Go: `go run tasks.go` runs it. A goroutine has no name
// and cannot be joined: a WaitGroup counts those that are not done yet.
//
// Break it with join = "off": main reads what nobody has written yet, and
// `go run -race` names both lines. With join = "self" each goroutine waits for
// a count that it is part of.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	tasks = 3    // goroutines to start
	join  = "on" // main waits for all of them: "on", "off"; "self": they do
)

func main() {
	var working sync.WaitGroup
	results := make([]int, tasks)

	for i := 0; i < tasks; i++ {
		working.Add(1)
		go func(i int) {
			defer working.Done()
			if join == "self" {
				working.Wait()
			}
			results[i] = i + 1 // a place of its own: no lock
		}(i)
	}
	if join != "off" {
		working.Wait()
	}
	for i, result := range results {
		if result != i+1 {
			log.Fatalf("broken claim: result %d is there when main reads it", i)
		}
	}
	fmt.Println("results:", results)
}
