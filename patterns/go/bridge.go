// A sequence of channels, read as one stream.
//
// The pattern bridge in Go: `go run bridge.go` runs it. A channel can be sent
// over a channel: main receives a stream, reads it until it is closed, and asks
// for the next.
//
// Break it with fill = "before": the source fills a stream that nobody knows of
// yet. closeInner = false: main waits for more from a stream that is finished.
package main

import (
	"fmt"
	"log"
)

const (
	channels   = 3       // channels in the sequence
	items      = 2       // values in each
	inner      = 0       // capacity of each
	fill       = "after" // it is handed over: "after", "before"
	closeInner = true    // is each closed when it is full
)

func source() <-chan (<-chan int) {
	next := make(chan (<-chan int))
	go func() {
		defer close(next)
		for number := 0; number < channels; number++ {
			stream := make(chan int, inner)
			put := func() {
				for i := 0; i < items; i++ {
					stream <- number*items + i
				}
				if closeInner {
					close(stream)
				}
			}
			if fill == "before" {
				put()
			}
			next <- stream
			if fill == "after" {
				put()
			}
		}
	}()
	return next
}

func main() {
	taken := 0
	for stream := range source() {
		for value := range stream {
			if value != taken {
				log.Fatalf("broken claim: the values come in order, got %d", value)
			}
			taken++
		}
	}
	if taken != channels*items {
		log.Fatalf("broken claim: no value is lost, got %d", taken)
	}
	fmt.Println("taken:", taken)
}
