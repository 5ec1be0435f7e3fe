// One at a time.
//
// The pattern mutex in Go: `go run mutex.go` runs it. A Mutex has no owner:
// whoever locks it again waits for himself, and anybody may unlock it.
//
// Break it with lock = "none" or "each": updates are lost, seldom; `go run
// -race mutex.go` finds it even when none was. With relock = true a goroutine
// locks what it holds.
package main

import (
	"fmt"
	"log"
	"sync"
	"time"
)

const (
	tasks  = 2     // goroutines that count
	loops  = 3     // times that each adds one
	lock   = "one" // "one" for all, one "each", or "none"
	relock = false // lock again what is already held
	gap    = 0     // ms between the load and the store
)

type unlocked struct{}

func (unlocked) Lock()   {}
func (unlocked) Unlock() {}

// locks returns what each goroutine locks before it counts.
func locks() []sync.Locker {
	shared := new(sync.Mutex)
	all := make([]sync.Locker, tasks)
	for i := range all {
		switch lock {
		case "one":
			all[i] = shared
		case "each":
			all[i] = new(sync.Mutex)
		default:
			all[i] = unlocked{}
		}
	}
	return all
}

func main() {
	var working sync.WaitGroup
	counter := 0

	add := func(mutex sync.Locker) {
		mutex.Lock()
		defer mutex.Unlock()
		if relock {
			mutex.Lock()
			defer mutex.Unlock()
		}
		seen := counter
		time.Sleep(gap * time.Millisecond)
		counter = seen + 1
	}
	for _, mutex := range locks() {
		working.Add(1)
		go func(mutex sync.Locker) {
			defer working.Done()
			for i := 0; i < loops; i++ {
				add(mutex)
			}
		}(mutex)
	}
	working.Wait()
	if counter != tasks*loops {
		log.Fatalf("broken claim: no update is lost, the counter is %d", counter)
	}
	fmt.Println("counter:", counter)
}
