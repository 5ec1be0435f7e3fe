// A queue with room for so many, made of a mutex and condition variables.
//
// The pattern bounded-buffer in Go: `go run bounded_buffer.go` runs it. A
// channel with a buffer is exactly this, and what one would write; sync.Cond is
// for what channels cannot say.
//
// Break it with producers = 2, room = 1, items = 2, condvars = "one": a signal
// may wake one of the wrong side. consumers = 2, room = 1, items = 2, test =
// "if": who is woken does not look whether somebody was faster. Both are rare.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	producers = 1        // goroutines that put
	consumers = 1        // goroutines that take
	room      = 2        // items there is room for
	items     = 4        // items that each producer puts
	condvars  = "two"    // one for each side: "two"; or "one" for both
	wake      = "signal" // one: "signal"; or all: "broadcast"
	test      = "while"  // again after a wait: "while"; or not: "if"
)

type buffer struct {
	mutex             sync.Mutex
	notEmpty, notFull *sync.Cond
	held              []int
}

func newBuffer() *buffer {
	b := new(buffer)
	b.notEmpty = sync.NewCond(&b.mutex)
	b.notFull = b.notEmpty
	if condvars == "two" {
		b.notFull = sync.NewCond(&b.mutex)
	}
	return b
}

func waitWhile(cond *sync.Cond, unwanted func() bool) {
	for unwanted() {
		cond.Wait()
		if test == "if" {
			return
		}
	}
}

func wakeUp(cond *sync.Cond) {
	if wake == "broadcast" {
		cond.Broadcast()
	} else {
		cond.Signal()
	}
}

func (b *buffer) put(item int) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	waitWhile(b.notFull, func() bool { return len(b.held) == room })
	if len(b.held) == room {
		log.Fatal("broken claim: there is room for what is put in")
	}
	b.held = append(b.held, item)
	wakeUp(b.notEmpty)
}

func (b *buffer) take() int {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	waitWhile(b.notEmpty, func() bool { return len(b.held) == 0 })
	if len(b.held) == 0 {
		log.Fatal("broken claim: there is something to take out")
	}
	item := b.held[0]
	b.held = b.held[1:]
	wakeUp(b.notFull)
	return item
}

func main() {
	var working sync.WaitGroup
	b := newBuffer()

	for i := 0; i < producers; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			for item := 0; item < items; item++ {
				b.put(item)
			}
		}()
	}
	for i := 0; i < consumers; i++ {
		working.Add(1)
		go func(i int) {
			defer working.Done()
			for n := i; n < producers*items; n += consumers {
				b.take()
			}
		}(i)
	}
	working.Wait()
	fmt.Println("taken:", producers*items)
}
