// A queue with a capacity, between one who sends and one who receives.
//
// The pattern channel in Go: `go run channel.go` runs it. Channels are part of
// the language; `range` receives until one is closed and drained.
//
// Break it with mode = "self" (nobody else takes a value out), closes = "off"
// (main waits for more), "twice", "receiver" (who receives closes, and the
// sender panics), or isNil = true (never ready). With receives = 2 the sender
// is left behind, and Go does not notice: the program ends with main.
package main

import (
	"fmt"
	"log"
)

const (
	room     = 0     // values the channel holds; 0: a rendezvous
	sends    = 3     // values to send
	receives = 3     // values to take; from sends on: until closed
	mode     = "two" // goroutines; "self": main sends to itself
	closes   = "on"  // who closes, how often: "on", "off", "twice", "receiver"
	isNil    = false // use a channel that was never made
)

func send(values chan<- int) {
	for value := 1; value <= sends; value++ {
		values <- value
	}
	if closes == "on" || closes == "twice" {
		close(values) // the sender closes: it knows which value is the last
	}
	if closes == "twice" {
		close(values)
	}
}

func receive(values chan int) int {
	taken := 0
	for value := range values {
		taken++
		if value != taken {
			log.Fatalf("broken claim: values arrive in order, got %d", value)
		}
		if closes == "receiver" && taken == 1 {
			close(values)
		}
		if receives < sends && taken == receives {
			break
		}
	}
	return taken
}

func main() {
	var values chan int
	if !isNil {
		values = make(chan int, room)
	}
	if mode == "self" {
		send(values)
	} else {
		go send(values)
	}
	fmt.Println("taken:", receive(values))
}
