// Jobs that give jobs to the pool they run in, and wait for them.
//
// The pattern nested-pool in Go: `go run nested_pool.go` runs it. Mostly a
// goroutine for each job is simpler than a pool; where a pool must be, who
// waits has to help.
//
// Break it with wait = "hold": a worker that waits does nothing else. When all
// of them wait, nobody is left to do a job.
package main

import "fmt"

const (
	workers = 2      // goroutines that do jobs
	chains  = 2      // jobs that main gives to the pool
	levels  = 1      // jobs below each of them, one below the other
	wait    = "help" // who waits does others: "help"; or nothing: "hold"
)

type job struct {
	below int           // levels below this one
	reply chan struct{} // room for one
}

func newJob(below int) job {
	return job{below, make(chan struct{}, 1)}
}

var jobs = make(chan job, chains*(levels+1))

// do a job: it gives the next level's to the pool, and waits for it.
func (j job) do() {
	if j.below > 0 {
		part := newJob(j.below - 1)
		jobs <- part
		part.await()
	}
	j.reply <- struct{}{}
}

func (j job) await() {
	others := jobs
	if wait == "hold" {
		others = nil
	}
	for {
		select {
		case <-j.reply:
			return
		case other := <-others:
			other.do()
		}
	}
}

func main() {
	for i := 0; i < workers; i++ {
		go func() {
			for j := range jobs {
				j.do()
			}
		}()
	}
	var given []job
	for i := 0; i < chains; i++ {
		j := newJob(levels)
		jobs <- j
		given = append(given, j)
	}
	for _, j := range given {
		<-j.reply
	}
	close(jobs)
	fmt.Println("chains done:", chains)
}
