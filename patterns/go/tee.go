// One stream, copied to two readers.
//
// The pattern tee in Go: `go run tee.go` runs it. The copy goes to whichever
// side is ready first, then to the other: a channel that is nil is out of the
// choice.
//
// Break it with drain = "left-first": main reads the whole left side before it
// reads the right one, and the tee waits for the right one at the first value.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	items       = 5      // values in the stream
	leftBuffer  = 0      // values that wait on the left
	rightBuffer = 0      // values that wait on the right
	drain       = "both" // a reader for each side; or one after the other: "left-first"
)

func source() <-chan int {
	values := make(chan int)
	go func() {
		defer close(values)
		for value := 1; value <= items; value++ {
			values <- value
		}
	}()
	return values
}

func tee(in <-chan int) (<-chan int, <-chan int) {
	left, right := make(chan int, leftBuffer), make(chan int, rightBuffer)
	go func() {
		defer close(left)
		defer close(right)
		for value := range in {
			toLeft, toRight := left, right
			for i := 0; i < 2; i++ {
				select {
				case toLeft <- value:
					toLeft = nil
				case toRight <- value:
					toRight = nil
				}
			}
		}
	}()
	return left, right
}

func read(side <-chan int) {
	taken := 0
	for value := range side {
		taken++
		if value != taken {
			log.Fatalf("broken claim: each side gets every value in order, got %d", value)
		}
	}
	if taken != items {
		log.Fatalf("broken claim: no value is lost, got %d", taken)
	}
}

func main() {
	var reading sync.WaitGroup
	left, right := tee(source())

	if drain == "both" {
		reading.Add(1)
		go func() {
			defer reading.Done()
			read(right)
		}()
	}
	read(left)
	if drain != "both" {
		read(right)
	}
	reading.Wait()
	fmt.Println("values on each side:", items)
}
