// Goroutines meet, round after round.
//
// The pattern barrier in Go: `go run barrier.go` runs it. The library has none:
// here it is a count, a round and a condition variable. Who comes last opens
// the next round; the others wait for the round to change, not for the count,
// which somebody faster may have raised again.
//
// Break it with parties = 4: the fourth never comes. With parties = 2 pairs go
// ahead, and somebody may be left without a partner.
package main

import (
	"fmt"
	"sync"
)

const (
	threads = 3 // goroutines that meet
	parties = 3 // how many the barrier waits for
	rounds  = 2 // times that each of them comes to it
)

type barrier struct {
	mutex        sync.Mutex
	opened       *sync.Cond
	count, round int
}

func newBarrier() *barrier {
	b := new(barrier)
	b.opened = sync.NewCond(&b.mutex)
	return b
}

func (b *barrier) wait() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	mine := b.round
	b.count++
	if b.count == parties {
		b.count = 0
		b.round++
		b.opened.Broadcast()
	}
	for b.round == mine {
		b.opened.Wait()
	}
}

func main() {
	var working sync.WaitGroup
	meeting := newBarrier()

	for i := 0; i < threads; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			for round := 0; round < rounds; round++ {
				meeting.wait()
			}
		}()
	}
	working.Wait()
	fmt.Println("rounds:", rounds)
}
