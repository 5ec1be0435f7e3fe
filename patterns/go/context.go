// One signal that ends everything that was started for one purpose.
//
// The pattern context in Go: `go run context.go` runs it. Contexts form a tree:
// to cancel one cancels all below it. A goroutine has to look, though: nothing
// ends it from outside.
//
// Break it with listen = false (those that never look are left behind) or
// cancel = false (they look, but nothing ends). Go notices neither.
package main

import (
	"context"
	"fmt"
	"log"
	"sync"
	"time"
)

const (
	depth    = 2    // contexts, each under the one before
	tasks    = 3    // goroutines that work under the lowest
	deadline = 0    // ms until the first ends by itself; 0: never
	listen   = true // do they look at their context
	cancel   = true // does main cancel when it has what it wants
)

// count sends numbers until its context ends.
func count(ctx context.Context, numbers chan<- int) {
	for number := 0; ; number++ {
		done := ctx.Done()
		if !listen {
			done = nil
		}
		select {
		case numbers <- number:
		case <-done:
			return
		}
	}
}

func within(ctx context.Context) (context.Context, context.CancelFunc) {
	if deadline > 0 {
		return context.WithTimeout(ctx, deadline*time.Millisecond)
	}
	return context.WithCancel(ctx)
}

func main() {
	var working sync.WaitGroup
	numbers := make(chan int)
	first, stop := within(context.Background())
	defer stop()
	lowest := first
	for i := 1; i < depth; i++ {
		lower, stop := context.WithCancel(lowest)
		defer stop()
		lowest = lower
	}

	for i := 0; i < tasks; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			count(lowest, numbers)
		}()
	}
	for i := 0; i < tasks; i++ {
		select {
		case <-numbers:
		case <-first.Done():
		}
	}
	if !listen || !cancel && deadline == 0 {
		fmt.Println("left behind:", tasks)
		return
	}
	if cancel {
		stop()
	}
	working.Wait()
	if lowest.Err() == nil {
		log.Fatal("broken claim: nobody stops before the end")
	}
	fmt.Println("all have stopped:", lowest.Err())
}
