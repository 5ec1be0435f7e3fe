// A channel that never makes its sender wait: when it is full, the oldest goes.
//
// The pattern ring-buffer in Go: `go run ring_buffer.go` runs it. A select with
// a default case tries, and does not wait.
//
// Break it with pop = "blocking": between seeing that out is full and taking
// the oldest from it, main may take all. Thousands of runs are clean; room = 1,
// cost = 5 and gap = 20 make it likely.
package main

import (
	"fmt"
	"log"
	"time"
)

const (
	room  = 4     // values that are kept
	items = 10    // values that come
	pop   = "try" // how the oldest is taken out: "try", "blocking"
	cost  = 0     // ms that the reader takes for each
	gap   = 0     // ms between seeing that it is full and taking
)

func dropOldest(out <-chan int) {
	time.Sleep(gap * time.Millisecond)
	if pop == "blocking" {
		<-out
		return
	}
	select {
	case <-out:
	default: // somebody was faster: there is room
	}
}

func ring(in <-chan int) <-chan int {
	out := make(chan int, room)
	go func() {
		defer close(out)
		for item := range in {
			select {
			case out <- item:
			default:
				dropOldest(out)
				out <- item
			}
		}
	}()
	return out
}

func main() {
	in := make(chan int)
	go func() {
		defer close(in)
		for item := 1; item <= items; item++ {
			in <- item
		}
	}()

	latest := 0
	for item := range ring(in) {
		if item <= latest {
			log.Fatalf("broken claim: values come in order, %d after %d", item, latest)
		}
		latest = item
		time.Sleep(cost * time.Millisecond)
	}
	if latest != items {
		log.Fatalf("broken claim: the latest value is never lost, got %d", latest)
	}
	fmt.Println("latest:", latest)
}
