// Stages in a circle, each passing on to the next what it got from the one
// before.
//
// The pattern ring in Go: `go run ring.go` runs it.
//
// Break it with tokens = 0: everybody waits to receive first. start = "send":
// everybody sends first; with buffer = 1 that works.
package main

import (
	"fmt"
	"sync"
)

const (
	stages = 3         // goroutines in the circle
	tokens = 1         // stages that have a token, and start by sending it
	buffer = 0         // tokens that a link holds; 0: a rendezvous
	start  = "receive" // what the others do first: "receive", "send"
	rounds = 1         // turns that each stage takes
)

func stage(in <-chan int, out chan<- int, hasToken bool) {
	token := 0
	for turn := 0; turn < rounds; turn++ {
		if hasToken {
			out <- token
		}
		token = <-in + 1
		if !hasToken {
			out <- token
		}
	}
}

func main() {
	var working sync.WaitGroup
	var links [stages]chan int

	for i := range links {
		links[i] = make(chan int, buffer)
	}
	for i := range links {
		working.Add(1)
		go func(i int) {
			defer working.Done()
			stage(links[(i+stages-1)%stages], links[i], i < tokens || start == "send")
		}(i)
	}
	working.Wait()
	fmt.Println("turns:", stages*rounds)
}
