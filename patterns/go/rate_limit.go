// So many at once, and then only as fast as tokens come.
//
// The pattern rate-limit in Go: `go run rate_limit.go` runs it. The bucket is a
// channel, full at first: to receive is to take a token. (The package
// golang.org/x/time/rate counts instead of sending.)
//
// Break it with burst = 0: no token is ever kept. ask = 3: more than the bucket
// holds, however long one waits.
package main

import (
	"fmt"
	"time"
)

const (
	rate     = 100 // tokens a second
	burst    = 2   // tokens the bucket holds, full at first
	requests = 6   // requests, one after the other
	ask      = 1   // tokens that each needs
)

type bucket struct {
	tokens, room chan struct{} // what is there, what fits in
}

func newBucket() *bucket {
	b := &bucket{make(chan struct{}, burst), make(chan struct{}, requests*ask)}
	for i := 0; i < burst; i++ {
		b.tokens <- struct{}{}
	}
	return b
}

// refill puts in a token, some time after one was taken out.
func (b *bucket) refill() {
	for range b.room {
		time.Sleep(time.Second / rate)
		b.tokens <- struct{}{}
	}
}

func (b *bucket) take(n int) {
	for i := 0; i < n; i++ {
		<-b.tokens
	}
	for i := 0; i < n; i++ {
		b.room <- struct{}{}
	}
}

func main() {
	b := newBucket()
	go b.refill()
	begin := time.Now()
	for i := 1; i <= requests; i++ {
		b.take(ask)
		fmt.Println("request", i, "passes after", time.Since(begin).Round(time.Millisecond))
	}
}
