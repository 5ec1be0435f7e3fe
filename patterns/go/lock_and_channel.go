// A lock held while sending.
//
// The pattern lock-and-channel in Go: `go run lock_and_channel.go` runs it.
// What is guarded is changed under the lock; what may wait comes after.
//
// Break it with send = "under": the producer holds the lock and waits for a
// receiver, main wants the lock before it receives. hold = 20 makes it all but
// certain.
package main

import (
	"fmt"
	"log"
	"sync"
	"time"
)

const (
	room  = 0       // items that wait; 0: a rendezvous
	send  = "after" // the lock is given back: "after"; or "under" it
	items = 3       // items to send
	hold  = 0       // ms that main does something else first
)

type shop struct {
	sync.Mutex
	made int // how many items there are
}

func (s *shop) produce(out chan<- int) {
	for item := 1; item <= items; item++ {
		s.Lock()
		s.made = item
		if send == "under" {
			out <- item
		}
		s.Unlock()
		if send == "after" {
			out <- item
		}
	}
}

func main() {
	var s shop
	out := make(chan int, room)
	go s.produce(out)

	for i := 1; i <= items; i++ {
		time.Sleep(hold * time.Millisecond)
		s.Lock()
		made := s.made
		s.Unlock()
		if made < i-1 {
			log.Fatalf("broken claim: items are counted before they are sent, %d are", made)
		}
		if item := <-out; item != i {
			log.Fatalf("broken claim: items arrive in order, got %d", item)
		}
	}
	fmt.Println("items:", items)
}
