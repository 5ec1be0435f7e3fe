// Fetch, leave out what is known, deliver, and close cleanly.
//
// The pattern subscription in Go: `go run subscription.go` runs it. One loop
// owns all the state of a feed, and one select in it waits for whatever comes
// first: time to fetch, somebody who takes an item, or the end.
//
// Break it with merge = "naive": main closes the merged channel while somebody
// is about to send on it. closes = false: main just leaves.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const (
	feeds   = 2      // places that items come from
	items   = 4      // items of each
	pending = 2      // items a feed has before it stops fetching
	merge   = "safe" // who closes the merged channel, and when: "safe", "naive"
	closes  = true   // does main close the subscription when it leaves
	read    = 3      // items that main reads before it leaves
	cost    = 5      // ms that main takes for each
)

// follow fetches a feed's items, numbered from 1, and delivers them.
func follow(ctx context.Context) <-chan int {
	updates := make(chan int)
	go func() {
		defer close(updates)
		var queue []int
		fetched := 0
		for {
			var fetch <-chan time.Time // nil: not now
			var deliver chan<- int
			var first int
			if fetched < items && len(queue) < pending {
				fetch = time.After(time.Millisecond)
			}
			if len(queue) > 0 {
				deliver, first = updates, queue[0]
			}
			select {
			case <-fetch: // the newest item, and the one before, which is known
				fetched++
				queue = append(queue, fetched)
			case deliver <- first:
				queue = queue[1:]
			case <-ctx.Done():
				return
			}
		}
	}()
	return updates
}

func main() {
	var forwarding sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	merged := make(chan int)

	for i := 0; i < feeds; i++ {
		forwarding.Add(1)
		go func(updates <-chan int) {
			defer forwarding.Done()
			for item := range updates {
				if merge == "naive" {
					merged <- item
					continue
				}
				select {
				case merged <- item:
				case <-ctx.Done():
					return
				}
			}
		}(follow(ctx))
	}
	for i := 0; i < read && i < feeds*items; i++ {
		fmt.Println("item", <-merged)
		time.Sleep(cost * time.Millisecond)
	}
	if !closes {
		return
	}
	cancel()
	if merge == "safe" {
		forwarding.Wait()
	}
	close(merged)
	forwarding.Wait()
}
