// A steward restarts a ward that stops beating.
//
// The pattern self-healing in Go: `go run self_healing.go` runs it. Nobody can
// end a goroutine from outside: a ward that is given up has to see that its
// context has ended, or stays for ever.
//
// Break it with listen = false: zombies, which Go does not notice. start = 80
// with timeout = 20: a ward is given up before it has begun, again and again.
// resume = false: each begins from nothing.
package main

import (
	"context"
	"fmt"
	"log"
	"time"
)

const (
	lives   = 3    // wards, one after the other; and units of work
	timeout = 250  // ms without a beat after which a ward is given up
	start   = 5    // ms that a ward takes to begin
	listen  = true // does a ward that is stuck see its end
	resume  = true // does a ward go on where the last one stopped
)

// ward does one unit and gets stuck; the last one does all that is left.
func ward(ctx context.Context, number, done int, beats chan<- int) {
	time.Sleep(start * time.Millisecond)
	for done < lives {
		done++
		select {
		case beats <- done:
		case <-ctx.Done():
			return
		}
		if number < lives || !resume {
			if !listen {
				select {} // for ever
			}
			<-ctx.Done()
			return
		}
	}
}

// watch starts a ward and listens as long as it beats. It returns what is done.
func watch(number, done int) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	beats := make(chan int)
	from := done
	if !resume {
		from = 0
	}
	go ward(ctx, number, from, beats)
	for done < lives {
		select {
		case done = <-beats:
		case <-time.After(timeout * time.Millisecond):
			return done
		}
	}
	return done
}

func main() {
	done := 0
	for number := 1; number <= lives && done < lives; number++ {
		done = watch(number, done)
		fmt.Println("after ward", number, "done:", done)
	}
	if done != lives {
		log.Fatalf("broken claim: all is done in the end, not %d", done)
	}
}
