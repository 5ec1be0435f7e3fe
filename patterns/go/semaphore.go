// At most so many at a time.
//
// The pattern semaphore in Go: `go run semaphore.go` runs it. A channel with
// room for n is a semaphore with n permits: to send is to take one, to receive
// is to give it back.
//
// Break it with each = 2: two permits, taken one by one, while others hold what
// is missing; take = "all" lets one goroutine take at a time. sendInside = true
// keeps the permits until main has the result, and main waits for all to be let
// in first.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	tasks      = 4            // goroutines that want permits
	permits    = 2            // permits there are
	each       = 1            // permits that each of them needs
	take       = "one-by-one" // how several are taken: "one-by-one", "all"
	sendInside = false        // a result is sent before the permits are given back
	results    = 0            // results that fit between them and main
	cost       = 5            // ms of work, and between one permit and the next
)

type semaphore struct {
	taken  chan struct{}
	taking sync.Mutex
}

func (s *semaphore) acquire() {
	if take == "all" {
		s.taking.Lock()
		defer s.taking.Unlock()
	}
	for i := 0; i < each; i++ {
		if i > 0 {
			time.Sleep(cost * time.Millisecond)
		}
		s.taken <- struct{}{}
	}
}

func (s *semaphore) release() {
	for i := 0; i < each; i++ {
		<-s.taken
	}
}

func main() {
	var letIn sync.WaitGroup
	free := semaphore{taken: make(chan struct{}, permits)}
	done := make(chan int, results)

	letIn.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func(i int) {
			free.acquire()
			letIn.Done()
			time.Sleep(cost * time.Millisecond)
			if sendInside {
				done <- i
			}
			free.release()
			if !sendInside {
				done <- i
			}
		}(i)
	}
	letIn.Wait()
	for i := 0; i < tasks; i++ {
		<-done
	}
	fmt.Println("results:", tasks)
}
