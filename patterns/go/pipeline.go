// Stages joined by channels, each closing what it fills.
//
// The pattern pipeline in Go: `go run pipeline.go` runs it. A stage is a
// function from one channel to the next, so stages can be put together like
// calls; done ends all of them when main has enough.
//
// Break it with feed = "main": main sends every item before it takes one. With
// fail = 2 and retry = "requeue" a stage sends into the channel it reads from,
// and nobody else does. take = 2 with done = false leaves the stages behind.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	stages = 3          // steps that every item goes through
	buffer = 0          // items that wait before each stage and main
	items  = 6          // items to do
	feed   = "task"     // who sends the items: "task", "main"
	take   = 0          // main leaves after so many; 0: takes all
	done   = true       // does main say that it has enough
	fail   = 0          // every k-th item fails once; 0: none
	retry  = "in-place" // what becomes of it: "in-place", "requeue"
)

type line struct {
	enough    chan struct{}
	unsettled sync.WaitGroup // items that may come back
	failed    [items + 1]bool
}

// pass sends an item on, and says whether anybody still wants it.
func (l *line) pass(to chan<- int, item int) bool {
	select {
	case to <- item:
		return true
	case <-l.enough:
		return false
	}
}

func (l *line) feeder(first chan<- int) {
	defer close(first)
	for item := 1; item <= items; item++ {
		if !l.pass(first, item) {
			return
		}
	}
	if retry == "requeue" {
		l.unsettled.Wait()
	}
}

// fails says whether this item is one of every k, and fails for the first time.
func (l *line) fails(item, k int) bool {
	if k == 0 || item%k != 0 || l.failed[item] {
		return false
	}
	l.failed[item] = true
	return true
}

// first is the stage in which items fail.
func (l *line) first(in chan int) <-chan int {
	return l.stage(in, func(item int) bool {
		if l.fails(item, fail) && retry == "requeue" {
			in <- item
			return false
		}
		l.unsettled.Done() // done again in place, or never failed
		return true
	})
}

// stage sends on what work says yes to.
func (l *line) stage(in <-chan int, work func(int) bool) <-chan int {
	out := make(chan int, buffer)
	go func() {
		defer close(out)
		for item := range in {
			if work(item) && !l.pass(out, item) {
				return
			}
		}
	}()
	return out
}

func main() {
	var l line
	if done {
		l.enough = make(chan struct{})
		defer close(l.enough)
	}
	l.unsettled.Add(items)
	in := make(chan int, buffer)
	out := l.first(in)
	for i := 1; i < stages; i++ {
		out = l.stage(out, func(int) bool { return true })
	}
	if feed == "main" {
		l.feeder(in)
	} else {
		go l.feeder(in)
	}

	taken := 0
	for range out {
		taken++
		if taken == take {
			return
		}
	}
	if taken != items {
		log.Fatalf("broken claim: no item is lost, got %d", taken)
	}
	fmt.Println("items done:", taken)
}
