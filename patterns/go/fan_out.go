// Several goroutines read one stream, and each item goes to one of them.
//
// The pattern fan-out in Go: `go run fan_out.go` runs it. Any number may range
// over the same channel; each value is received once.
//
// Break it with order = "assumed": main takes the n-th result for that of the
// n-th item. They come in the order in which they were done.
package main

import (
	"fmt"
	"log"
)

const (
	workers = 3      // goroutines that read the stream
	items   = 9      // items in the stream
	buffer  = 0      // items that wait; 0: a rendezvous
	order   = "kept" // by the item's number: "kept"; by arrival: "assumed"
)

func source() <-chan int {
	stream := make(chan int, buffer)
	go func() {
		defer close(stream)
		for item := 1; item <= items; item++ {
			stream <- item
		}
	}()
	return stream
}

func main() {
	stream, results := source(), make(chan int)

	for i := 0; i < workers; i++ {
		go func() {
			for item := range stream {
				results <- item
			}
		}()
	}
	seen := make(map[int]bool)
	for n := 1; n <= items; n++ {
		item := <-results
		if order == "assumed" && item != n {
			log.Fatalf("broken claim: results come in order, %d came as number %d", item, n)
		}
		if seen[item] {
			log.Fatalf("broken claim: no item is done twice, %d is", item)
		}
		seen[item] = true
	}
	fmt.Println("items done:", len(seen))
}
