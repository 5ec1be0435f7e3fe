// A few costly things, lent and given back.
//
// The pattern pooling in Go: `go run pooling.go` runs it. A channel that holds
// the things is the pool. (sync.Pool is something else: it may forget what it
// holds, and never makes anybody wait.)
//
// Break it with giveBack = false: things are kept, and those who come later
// wait for ever.
package main

import (
	"fmt"
	"log"
	"sync"
	"sync/atomic"
)

const (
	things   = 2    // things to lend
	tasks    = 4    // goroutines that borrow
	loops    = 2    // times that each borrows one
	giveBack = true // do they give back what they have borrowed
)

type thing struct {
	lent atomic.Bool
}

func use(pool chan *thing) {
	borrowed := <-pool
	if borrowed.lent.Swap(true) {
		log.Fatal("broken claim: a thing is lent to one at a time")
	}
	if giveBack {
		borrowed.lent.Store(false)
		pool <- borrowed
	}
}

func main() {
	var working sync.WaitGroup
	pool := make(chan *thing, things)

	for i := 0; i < things; i++ {
		pool <- new(thing)
	}
	for i := 0; i < tasks; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			for n := 0; n < loops; n++ {
				use(pool)
			}
		}()
	}
	working.Wait()
	fmt.Println("borrowed:", tasks*loops)
}
