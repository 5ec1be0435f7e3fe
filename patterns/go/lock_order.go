// Two locks at a time, in the same order everywhere.
//
// The pattern lock-order in Go: `go run lock_order.go` runs it.
//
// Break it with order = "opposite": each takes its own lock first, and waits
// for the other one's. A gate around both ("gate") works in any order.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	tasks = 2      // goroutines that transfer
	locks = 2      // accounts, each with a lock; i uses i and i + 1
	order = "same" // lowest number first: "same"; own first: "opposite"; "gate"
	loops = 1      // transfers each of them makes
	hold  = 20     // ms between the first lock and the second
)

type account struct {
	sync.Mutex
	money int
}

var (
	accounts [locks]account
	gate     sync.Mutex
)

// pair returns whose locks to take, in the order in which to take them.
func pair(i int) (*account, *account) {
	first, second := i%locks, (i+1)%locks
	if order == "same" && second < first {
		first, second = second, first
	}
	return &accounts[first], &accounts[second]
}

func transfer(i int) {
	first, second := pair(i)
	if order == "gate" {
		gate.Lock()
		defer gate.Unlock()
	}
	first.Lock()
	defer first.Unlock()
	time.Sleep(hold * time.Millisecond)
	second.Lock()
	defer second.Unlock()
	first.money--
	second.money++
}

func main() {
	var working sync.WaitGroup
	for i := 0; i < tasks; i++ {
		working.Add(1)
		go func(i int) {
			defer working.Done()
			for n := 0; n < loops; n++ {
				transfer(i)
			}
		}(i)
	}
	working.Wait()
	fmt.Println("transfers:", tasks*loops)
}
