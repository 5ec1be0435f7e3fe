// Philosophers at a round table, a fork between each two.
//
// The pattern dining in Go: `go run dining.go` runs it.
//
// Break it with order = "same-handed": everybody takes the left fork first, and
// may wait for the right one for ever. One who takes the right one first
// ("one-left") breaks the circle, and so does an empty seat ("seats-1").
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	seats = 5         // philosophers, and forks
	meals = 1         // times that each one eats
	order = "ordered" // lowest fork first; "same-handed", "one-left", "seats-1"
	hold  = 0         // ms between the first fork and the second
)

func swaps(i int) bool {
	return i == seats-1 && (order == "ordered" || order == "one-left")
}

func main() {
	var dining sync.WaitGroup
	var forks [seats]sync.Mutex
	chairs := make(chan struct{}, seats)
	if order == "seats-1" {
		chairs = make(chan struct{}, seats-1)
	}

	for i := 0; i < seats; i++ {
		first, second := &forks[i], &forks[(i+1)%seats]
		if swaps(i) {
			first, second = second, first
		}
		dining.Add(1)
		go func() {
			defer dining.Done()
			for n := 0; n < meals; n++ {
				chairs <- struct{}{}
				first.Lock()
				time.Sleep(hold * time.Millisecond)
				second.Lock()
				second.Unlock()
				first.Unlock()
				<-chairs
			}
		}()
	}
	dining.Wait()
	fmt.Println("meals:", seats*meals)
}
