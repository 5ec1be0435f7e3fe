// Wait for several operations, and take one that is ready.
//
// The pattern select in Go: `go run select.go` runs it. A select with several
// ready cases takes any of them; a case on a nil channel is never taken.
//
// Break it with timeout = 5 and cost = 200: main gives up, and both sources
// hold out their values for ever (replyCap = 3 gives them room). With operand =
// true a value has to be received before the select can begin to wait, even
// though its case could never be taken.
package main

import (
	"fmt"
	"log"
	"time"
)

const (
	items    = 3     // values that each of two sources sends
	timeout  = 0     // ms that main waits for a value; 0: for ever
	replyCap = 0     // values for which a channel has room
	cost     = 0     // ms that each value takes
	operand  = false // one more case sends what has to be received first
)

func source() <-chan int {
	replies := make(chan int, replyCap)
	go func() {
		defer close(replies)
		for value := 1; value <= items; value++ {
			time.Sleep(cost * time.Millisecond)
			replies <- value
		}
	}()
	return replies
}

// workOut is called before the select that it stands in waits.
func workOut(quiet <-chan int) int {
	if operand {
		return <-quiet
	}
	return 0
}

func expired() <-chan time.Time {
	if timeout == 0 {
		return nil
	}
	return time.After(timeout * time.Millisecond)
}

func main() {
	var never chan int // nil: its case cannot be taken
	quiet := make(chan int)
	left, right := source(), source()
	taken := 0

	for left != nil || right != nil {
		select {
		case _, ok := <-left:
			if !ok {
				left = nil // drained: out of the choice
				continue
			}
			taken++
		case _, ok := <-right:
			if !ok {
				right = nil
				continue
			}
			taken++
		case never <- workOut(quiet):
		case <-expired():
			fmt.Println("gave up after", taken)
			return
		}
	}
	if taken != 2*items {
		log.Fatalf("broken claim: no value is lost, got %d", taken)
	}
	fmt.Println("taken:", taken)
}
