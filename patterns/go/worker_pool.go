// A fixed number of workers share one queue of jobs.
//
// The pattern worker-pool in Go: `go run worker_pool.go` runs it. The feeder
// closes jobs; each worker ranges over them until they are closed and drained.
//
// Break it with feed = "main": main sends every job before it takes a result.
// waitFirst = true: main waits for the workers, who wait for main to take what
// they hold out. closes = "off" and take = 2 leave workers behind, which Go
// does not notice.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	workers   = 3      // goroutines that share the work
	jobs      = 9      // jobs to do
	buffer    = 0      // jobs that wait in the queue; 0: a rendezvous
	results   = 0      // results that wait for main; 0: a rendezvous
	feed      = "task" // who sends the jobs: "task", "main"
	closes    = "on"   // are jobs closed: "on", "off"; "workers" close results, too
	waitFirst = false  // main waits for the workers, then collects
	take      = 0      // main leaves after so many results; 0: takes all
)

func feeder(queue chan<- int) {
	for job := 0; job < jobs; job++ {
		queue <- job
	}
	if closes != "off" {
		close(queue)
	}
}

func main() {
	var working sync.WaitGroup
	queue, done := make(chan int, buffer), make(chan int, results)

	working.Add(workers)
	for i := 0; i < workers; i++ {
		go func() {
			for job := range queue {
				done <- job
			}
			working.Done()
			if closes == "workers" {
				working.Wait()
				close(done)
			}
		}()
	}
	if feed == "main" {
		feeder(queue)
	} else {
		go feeder(queue)
	}
	if waitFirst {
		working.Wait()
	}

	seen := make(map[int]bool)
	for len(seen) < jobs && (take == 0 || len(seen) < take) {
		job := <-done
		if seen[job] {
			log.Fatalf("broken claim: no job is done twice, %d is", job)
		}
		seen[job] = true
	}
	fmt.Println("jobs done:", len(seen))
}
