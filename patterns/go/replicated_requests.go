// Ask several, take the first answer.
//
// The pattern replicated-requests in Go: `go run replicated_requests.go` runs
// it.
//
// Break it with cancel = false and replyCap = 0: those who come too late hold
// out their answers for ever. Room for all answers but one would do, too.
package main

import (
	"context"
	"fmt"
	"log"
)

const (
	replicas = 3    // goroutines that are asked
	replyCap = 2    // answers for which there is room
	cancel   = true // does main tell the others that it has an answer
)

// ask returns the number of whoever answers first.
func ask(ctx context.Context) int {
	replies := make(chan int, replyCap)
	if cancel {
		within, stop := context.WithCancel(ctx)
		defer stop()
		ctx = within
	}
	for i := 0; i < replicas; i++ {
		go func(i int) {
			select {
			case replies <- i:
			case <-ctx.Done():
			}
		}(i)
	}
	return <-replies
}

func main() {
	first := ask(context.Background())
	if first < 0 || first >= replicas {
		log.Fatalf("broken claim: one of those who were asked answers, not %d", first)
	}
	fmt.Println("first:", first)
}
