// A signal has no memory: who waits must have looked under the lock.
//
// The pattern lost-wakeup in Go: `go run lost_wakeup.go` runs it. To close a
// channel is a signal that stays, and needs none of this.
//
// Break it with test = "outside": the signal comes between the look and the
// wait, and nobody hears it.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	test  = "inside" // is the condition tested with the lock held: "inside", "outside"
	pause = 20       // ms between the test and the wait
)

var (
	mutex sync.Mutex
	cond  = sync.NewCond(&mutex)
	ready bool // under mutex; but not with test = "outside"
)

func rest(ms time.Duration) {
	time.Sleep(ms * time.Millisecond)
}

func waitInside() {
	mutex.Lock()
	defer mutex.Unlock()
	for !ready {
		rest(pause)
		cond.Wait()
	}
}

func waitOutside() {
	if ready {
		return
	}
	rest(pause)
	mutex.Lock()
	defer mutex.Unlock()
	cond.Wait()
}

func main() {
	go func() {
		rest(pause / 2)
		mutex.Lock()
		defer mutex.Unlock()
		ready = true
		cond.Signal()
	}()
	if test == "inside" {
		waitInside()
	} else {
		waitOutside()
	}
	fmt.Println("ready")
}
