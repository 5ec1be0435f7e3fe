// A barber who sleeps when nobody is there, and a waiting room with few chairs.
//
// The pattern sleeping-barber in Go: `go run sleeping_barber.go` runs it. In Go
// the chairs are the buffer of a channel: a customer tries to send, and is
// turned away when it is full; a barber who receives from it sleeps by himself.
//
// Break it with variant = "lock-held": the barber falls asleep with the door
// locked, and nobody can come in to wake him.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	chairs    = 2            // customers that can wait
	customers = 4            // customers that come
	barbers   = 1            // barbers
	variant   = "semaphores" // how a barber sleeps: "semaphores", "lock-held"
)

type shop struct {
	door    sync.Mutex
	waiting int           // under the lock of the door
	arrived chan struct{} // one for each who has sat down
	next    chan struct{} // one for each who is called
}

// enter says whether there was a chair.
func (s *shop) enter() bool {
	s.door.Lock()
	room := s.waiting < chairs
	if room {
		s.waiting++
		s.arrived <- struct{}{}
	}
	s.door.Unlock()
	if room {
		<-s.next
	}
	return room
}

func (s *shop) serve() {
	for {
		if variant == "lock-held" {
			s.door.Lock()
			if _, open := <-s.arrived; !open {
				s.door.Unlock()
				return
			}
		} else {
			if _, open := <-s.arrived; !open {
				return
			}
			s.door.Lock()
		}
		s.waiting--
		s.door.Unlock()
		s.next <- struct{}{}
	}
}

func main() {
	var coming, working sync.WaitGroup
	var mutex sync.Mutex
	served, turnedAway := 0, 0
	s := shop{arrived: make(chan struct{}, customers), next: make(chan struct{}, customers)}

	for i := 0; i < barbers; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			s.serve()
		}()
	}
	for i := 0; i < customers; i++ {
		coming.Add(1)
		go func() {
			defer coming.Done()
			room := s.enter()
			mutex.Lock()
			defer mutex.Unlock()
			if room {
				served++
			} else {
				turnedAway++
			}
		}()
	}
	coming.Wait()
	close(s.arrived)
	working.Wait()
	if served+turnedAway != customers {
		log.Fatal("broken claim: everybody is served or turned away")
	}
	fmt.Println("served:", served, "turned away:", turnedAway)
}
