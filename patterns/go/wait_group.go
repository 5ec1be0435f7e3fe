// Wait until a counter is zero.
//
// The pattern wait-group in Go: `go run wait_group.go` runs it. A WaitGroup is
// in the library; a counter below zero is a panic.
//
// Break it with add = 4 (one Done is missing), done = 4 (one too many), or
// addWhere = "inside": main may come to Wait before anybody has added, and
// leaves.
package main

import (
	"fmt"
	"log"
	"sync"
	"sync/atomic"
)

const (
	tasks    = 3        // goroutines to wait for
	add      = 3        // by how much the counter is raised in all
	done     = 3        // how often it is lowered in all
	addWhere = "before" // they start: "before"; or "inside" each of them
)

// share is i's part of n calls: the last one makes up for the difference.
func share(n, i int) int {
	switch last := tasks - 1; {
	case i == last && n > last:
		return n - last
	case i < last && i < n:
		return 1
	}
	return 0
}

func main() {
	var group sync.WaitGroup
	var worked atomic.Int64

	if addWhere == "before" {
		group.Add(add)
	}
	for i := 0; i < tasks; i++ {
		go func(i int) {
			if addWhere == "inside" {
				group.Add(share(add, i))
			}
			worked.Add(1)
			for n := share(done, i); n > 0; n-- {
				group.Done()
			}
		}(i)
	}
	group.Wait()
	n := worked.Load()
	if n < add && n < tasks {
		log.Fatalf("broken claim: main waits for those who were added, %d have worked", n)
	}
	fmt.Println("worked:", n)
}
