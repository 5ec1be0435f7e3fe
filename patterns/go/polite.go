// Those who back off for each other, again and again.
//
// The pattern polite in Go: `go run polite.go` runs it. TryLock does not wait;
// the documentation of Go warns that its right uses are rare, and this is why.
//
// Break it with backOff = "none" and tries = 2: they go on in step, and give
// up. With tries = 0 as well it may go on for ever: nobody is blocked, so Go
// has nothing to say.
package main

import (
	"fmt"
	"log"
	"math/rand"
	"sync"
	"time"
)

const (
	tasks   = 2        // goroutines in a circle, a fork between each two
	backOff = "random" // before the next try: a "random" while, or "none"
	hold    = 0        // ms between the first fork and the second
	tries   = 100      // tries after which one gives up; 0: never
)

func tryBoth(own, other *sync.Mutex) bool {
	own.Lock()
	defer own.Unlock() // after you
	time.Sleep(hold * time.Millisecond)
	if !other.TryLock() {
		return false
	}
	other.Unlock()
	return true
}

func eat(own, other *sync.Mutex) bool {
	for n := 0; tries == 0 || n < tries; n++ {
		if tryBoth(own, other) {
			return true
		}
		if backOff == "random" {
			time.Sleep(time.Duration(rand.Intn(10)) * time.Millisecond)
		}
	}
	return false
}

func main() {
	var eating sync.WaitGroup
	var forks [tasks]sync.Mutex

	for i := 0; i < tasks; i++ {
		eating.Add(1)
		go func(i int) {
			defer eating.Done()
			if !eat(&forks[i], &forks[(i+1)%tasks]) {
				log.Fatal("broken claim: everybody gets both in time")
			}
		}(i)
	}
	eating.Wait()
	fmt.Println("all have eaten:", tasks)
}
