// Three smokers, each with one thing, and an agent who puts down the other two.
//
// The pattern smokers in Go: `go run smokers.go` runs it. With a helper for
// each thing: whoever finds another thing on the table calls the smoker who
// has the third.
//
// Break it with variant = "naive": each smoker takes one thing and waits for
// the other, which somebody else may have taken.
package main

import (
	"fmt"
	"log"
	"sync"
	"time"
)

const (
	rounds  = 1         // times that the agent puts two things down
	variant = "pushers" // helpers look for both: "pushers"; smokers for each: "naive"
	gap     = 5         // ms between a smoker's first thing and its second
)

const things = 3 // tobacco, paper, match

var (
	table [things]chan struct{} // each thing that lies there
	calls [things]chan struct{} // for the smoker who has that thing
	next  = make(chan struct{}) // the agent may go on
	mutex sync.Mutex
	seen  [things]bool // under mutex: by the helpers, and not used yet
)

// helper watches one thing.
func helper(thing int) {
	for range table[thing] {
		mutex.Lock()
		other := 0
		for other < things && (other == thing || !seen[other]) {
			other++
		}
		if other < things {
			seen[other] = false
			calls[things-thing-other] <- struct{}{}
		} else {
			seen[thing] = true
		}
		mutex.Unlock()
	}
}

// takeTwo says whether there were two things to take.
func takeTwo(has int) bool {
	if variant == "pushers" {
		_, ok := <-calls[has]
		return ok
	}
	if _, ok := <-table[(has+1)%things]; !ok {
		return false
	}
	time.Sleep(gap * time.Millisecond)
	_, ok := <-table[(has+2)%things]
	return ok
}

func main() {
	var smoking sync.WaitGroup
	var smoked [things]int

	for i := 0; i < things; i++ {
		table[i] = make(chan struct{}, 1)
		calls[i] = make(chan struct{}, 1)
	}
	for i := 0; i < things; i++ {
		if variant == "pushers" {
			go helper(i)
		}
		smoking.Add(1)
		go func(has int) {
			defer smoking.Done()
			for takeTwo(has) {
				smoked[has]++
				next <- struct{}{}
			}
		}(i)
	}
	for round := 0; round < rounds; round++ {
		for i := 0; i < things; i++ {
			if i != round%things {
				table[i] <- struct{}{}
			}
		}
		<-next
	}
	for i := 0; i < things; i++ {
		close(table[i])
		close(calls[i])
	}
	smoking.Wait()
	if smoked[0]+smoked[1]+smoked[2] != rounds {
		log.Fatal("broken claim: somebody smokes in every round")
	}
	fmt.Println("smoked:", smoked)
}
