// A worker that proves it is alive.
//
// The pattern heartbeat in Go: `go run heartbeat.go` runs it. The worker beats
// while it works, and does not wait for anybody to hear it: a select with a
// default.
//
// Break it with stuck = 3 and heeds = false: main waits for a result that never
// comes. timeout = 10, pulse = 100, unit = 50: main gives up a worker that is
// alive. pulseSend = "blocking" with heeds = false and unit = 50: the worker
// waits for somebody to hear its beat, and Go does not notice, for a ticker
// still runs.
package main

import (
	"context"
	"fmt"
	"log"
	"time"
)

const (
	units     = 5     // results the worker has to find
	pulse     = 10    // ms between beats
	timeout   = 500   // ms of silence after which main gives up
	unit      = 20    // ms of work for a result
	heeds     = true  // does main listen to beats, and give up without
	pulseSend = "try" // how the worker sends a beat: "try", "blocking"
	stuck     = 0     // the unit at which the worker gets stuck; 0: at none
)

type worker struct {
	ctx            context.Context
	beats, results chan int
}

func (w *worker) beat() {
	if pulseSend == "blocking" {
		select {
		case w.beats <- 1:
		case <-w.ctx.Done():
		}
		return
	}
	select {
	case w.beats <- 1:
	default: // nobody listens just now
	}
}

func (w *worker) work() {
	ticker := time.NewTicker(pulse * time.Millisecond)
	defer ticker.Stop()
	for n := 1; n <= units; n++ {
		found := time.After(unit * time.Millisecond)
		var results chan<- int // nil: nothing found yet
		if n == stuck {
			ticker.Stop()
			found = nil
		}
		for sent := false; !sent; {
			select {
			case <-found:
				results = w.results
			case results <- n:
				sent = true
			case <-ticker.C:
				w.beat()
			case <-w.ctx.Done():
				return
			}
		}
	}
}

// watch collects results until all are there, or there was silence for too long.
func (w *worker) watch() int {
	results := 0
	for results < units {
		if !heeds {
			<-w.results
			results++
			continue
		}
		select {
		case <-w.results:
			results++
		case <-w.beats:
		case <-time.After(timeout * time.Millisecond):
			return results
		}
	}
	return results
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w := worker{ctx, make(chan int), make(chan int)}
	go w.work()

	results, found := w.watch(), units
	if 0 < stuck && stuck <= units {
		found = stuck - 1
	}
	if results != found {
		log.Fatalf("broken claim: only who is stuck is given up, with %d results", results)
	}
	fmt.Println("results:", results)
}
