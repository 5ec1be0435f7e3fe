// A goroutine that makes a stream: it owns the channel, fills it and closes it.
//
// The pattern generator in Go: `go run generator.go` runs it. The function
// returns what can only be received from, so nobody else can close it.
//
// Break it with take = 2 and done = false: main leaves, and the generator
// offers the third value for ever. Go does not notice while main goes on; a
// server that does this again and again fills its memory.
package main

import (
	"fmt"
	"log"
)

const (
	items  = 5    // values there are
	buffer = 0    // values made ahead; 0: only on demand
	take   = 0    // main stops after so many; 0: all
	done   = true // does main say that it has enough
)

// generate offers 1, 2, ... until somebody closes enough.
func generate(enough <-chan struct{}) <-chan int {
	values := make(chan int, buffer)
	go func() {
		defer close(values)
		for value := 1; value <= items; value++ {
			select {
			case values <- value:
			case <-enough: // a nil channel is never ready
				return
			}
		}
	}()
	return values
}

func main() {
	var enough chan struct{}
	if done {
		enough = make(chan struct{})
		defer close(enough)
	}
	taken := 0
	for value := range generate(enough) {
		taken++
		if value != taken {
			log.Fatalf("broken claim: values arrive in order, got %d", value)
		}
		if taken == take {
			break
		}
	}
	fmt.Println("taken:", taken)
}
