// A queue smooths bursts, and only bursts.
//
// The pattern queuing in Go: `go run queuing.go` runs it. The buffer of a
// channel is the queue; a select with a default sees that it is full.
//
// Break it with service = 20: more comes than two workers can serve, and the
// source waits. A longer queue only delays that. policy = "drop-new" keeps
// those short that are served. full = "never" claims that there is always room.
package main

import (
	"fmt"
	"log"
	"sync"
	"sync/atomic"
	"time"
)

const (
	workers  = 2       // goroutines that serve
	arrivals = 200     // requests that come in a second
	service  = 8       // ms to serve one
	queue    = 4       // requests that can wait
	policy   = "block" // when the queue is full: "block", "drop-new"
	requests = 40      // requests in all
	burst    = 4       // requests that come at a time
	full     = "may"   // the queue be full when a request comes: "may", "never"
)

func main() {
	var working sync.WaitGroup
	var served atomic.Int64
	waiting := make(chan time.Time, queue)
	dropped, longest := 0, 0

	for i := 0; i < workers; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			for range waiting {
				time.Sleep(service * time.Millisecond)
				served.Add(1)
			}
		}()
	}
	clock := time.NewTicker(burst * time.Second / arrivals)
	for i := 0; i < requests; i++ {
		if i%burst == 0 {
			<-clock.C
		}
		select {
		case waiting <- time.Now():
		default:
			if full == "never" {
				log.Fatal("broken claim: there is room whenever a request comes")
			}
			if policy == "drop-new" {
				dropped++
				continue
			}
			waiting <- time.Now()
		}
		if len(waiting) > longest {
			longest = len(waiting)
		}
	}
	clock.Stop()
	close(waiting)
	working.Wait()

	if int(served.Load())+dropped != requests {
		log.Fatal("broken claim: every request is served, or known to be dropped")
	}
	fmt.Println("served:", served.Load(), "dropped:", dropped, "longest queue:", longest)
}
