// Many sources, merged into one stream.
//
// The pattern fan-in in Go: `go run fan_in.go` runs it. None of the sources may
// close the stream, for others still send; a closer waits for all of them.
//
// Break it with closes = "each" (somebody comes after the first close), "none"
// (main waits for more), feed = "main" (main plays all the sources before it
// receives). take = 1 leaves everybody behind.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	sources = 3      // goroutines that send
	items   = 3      // values of each
	buffer  = 0      // values that wait in the merged stream
	take    = 0      // main leaves after so many; 0: takes all
	closes  = "last" // who closes the stream: the "last", "each", "none"
	feed    = "task" // who plays the sources: a "task" each, or "main"
)

func main() {
	var sending sync.WaitGroup
	merged := make(chan int, buffer)

	source := func() {
		defer sending.Done()
		for item := 0; item < items; item++ {
			merged <- item
		}
		if closes == "each" {
			close(merged)
		}
	}
	for i := 0; i < sources; i++ {
		sending.Add(1)
		if feed == "main" {
			source()
		} else {
			go source()
		}
	}
	if closes == "last" {
		go func() {
			sending.Wait()
			close(merged)
		}()
	}

	taken := 0
	for range merged {
		taken++
		if taken == take {
			return
		}
	}
	sending.Wait() // a stream that has ended has no senders
	if taken != sources*items {
		log.Fatalf("broken claim: no value is lost, got %d", taken)
	}
	fmt.Println("taken:", taken)
}
