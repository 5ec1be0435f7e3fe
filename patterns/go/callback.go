// Somebody else's code, called with a lock held.
//
// The pattern callback in Go: `go run callback.go` runs it. Note what to tell,
// give the lock back, then call.
//
// Break it with variant = "under-lock": the listener asks for the value, and
// that takes the lock its caller holds. No Mutex of Go can be locked twice.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	variant = "after" // the lock is given back: "after"; or "under-lock"
	tasks   = 1       // goroutines that change the value
)

type subject struct {
	mutex    sync.Mutex
	value    int
	listener func()
}

func (s *subject) get() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.value
}

func (s *subject) increase() {
	s.mutex.Lock()
	s.value++
	if variant == "under-lock" {
		s.listener()
	}
	s.mutex.Unlock()
	if variant == "after" {
		s.listener()
	}
}

func main() {
	var working sync.WaitGroup
	var s subject

	s.listener = func() { // knows nothing of the lock
		if s.get() == 0 {
			log.Fatal("broken claim: who hears of a change can see it")
		}
	}
	for i := 0; i < tasks; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			s.increase()
		}()
	}
	working.Wait()
	fmt.Println("value:", s.get())
}
