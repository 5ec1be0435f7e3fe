// Goroutines that belong together: the first error ends the rest.
//
// The pattern error-group in Go: `go run error_group.go` runs it. The package
// golang.org/x/sync/errgroup has this; here it is by hand, from a WaitGroup, a
// Once, a context, and a channel for the limit.
//
// Break it with nested = true, fail = 0, limit = 1: one in the only place
// starts another one in the group. collect = "channel" with fail = 0: main
// waits for those who wait for main to take their results.
package main

import (
	"context"
	"fmt"
	"log"
	"sync"
)

const (
	tasks   = 4       // goroutines of the group
	fail    = 2       // which of them fails; 0: none
	limit   = 0       // how many at a time; 0: no limit
	nested  = false   // does each start another one in the group
	collect = "slots" // where results go: "slots", one each; "channel"
	results = 0       // results that fit into the channel
)

type group struct {
	working sync.WaitGroup
	once    sync.Once
	err     error // the first; read after working is zero
	cancel  context.CancelFunc
	places  chan struct{} // nil without a limit
}

func newGroup(ctx context.Context) (*group, context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	g := &group{cancel: cancel}
	if limit > 0 {
		g.places = make(chan struct{}, limit)
	}
	return g, ctx
}

func (g *group) start(work func() error) {
	if g.places != nil {
		g.places <- struct{}{}
	}
	g.working.Add(1)
	go func() {
		defer g.working.Done()
		if err := work(); err != nil {
			g.once.Do(func() {
				g.err = err
				g.cancel()
			})
		}
		if g.places != nil {
			<-g.places
		}
	}()
}

func (g *group) wait() error {
	g.working.Wait()
	g.cancel()
	return g.err
}

func main() {
	var slots [tasks + 1]int
	done := make(chan int, results)
	g, ctx := newGroup(context.Background())

	for i := 1; i <= tasks; i++ {
		i := i
		g.start(func() error {
			if i == fail {
				return fmt.Errorf("task %d failed", i)
			}
			if nested {
				g.start(func() error { return nil })
			}
			if collect == "slots" {
				slots[i] = i
				return nil
			}
			select {
			case done <- i:
			case <-ctx.Done():
			}
			return nil
		})
	}
	err := g.wait()
	if (err != nil) != (fail > 0) {
		log.Fatalf("broken claim: main gets the error of the one that fails, not %v", err)
	}
	sum := 0
	for i := 1; i <= tasks && err == nil; i++ {
		if collect == "slots" {
			sum += slots[i]
		} else {
			sum += <-done
		}
	}
	fmt.Println("error:", err, "sum:", sum)
}
