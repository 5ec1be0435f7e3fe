// A goroutine for each item, but never more than a limit of them at a time.
//
// The pattern bounded-parallelism in Go: `go run bounded_parallelism.go` runs
// it. Goroutines are cheap, what they use is not: a channel of slots says how
// many may work.
//
// Break it with collect = "after": main takes no result before it has started
// the last one; they keep their slots, and main waits for a slot.
package main

import (
	"fmt"
	"log"
)

const (
	limit   = 2      // goroutines at work at the same time
	items   = 8      // items, each with a goroutine of its own
	results = 0      // results that wait; 0: a rendezvous
	collect = "task" // who takes them: a "task"; or main, "after" the loop
)

func main() {
	slots := make(chan struct{}, limit)
	done := make(chan int, results)
	collected := make(chan int)

	gather := func() {
		sum := 0
		for i := 0; i < items; i++ {
			sum += <-done
		}
		collected <- sum
	}
	if collect == "task" {
		go gather()
	}
	for item := 1; item <= items; item++ {
		slots <- struct{}{}
		go func(item int) {
			done <- item
			<-slots
		}(item)
	}
	if collect == "after" {
		go gather()
	}
	if sum := <-collected; sum != items*(items+1)/2 {
		log.Fatalf("broken claim: each item is done once, the sum is %d", sum)
	}
	fmt.Println("items done:", items)
}
