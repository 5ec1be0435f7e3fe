// The most urgent waits for the least urgent, and that one for others.
//
// The pattern priority-inversion in Go: `go run priority_inversion.go` runs it.
// Goroutines have no priorities, so here is a machine that has: it gives one
// processor to the most urgent who wants it, for one piece of work at a time.
//
// Break it with inherit = false: low holds what high needs, and every medium
// one comes before low. Nothing hangs: high only waits too long.
package main

import (
	"fmt"
	"log"
	"sync"
	"time"
)

const (
	medium  = 2    // goroutines of medium urgency
	inherit = true // is low as urgent as high while high waits for it
	work    = 3    // pieces of work that each has to do
	slice   = 2    // ms for a piece
)

type level int

const (
	isLow level = iota
	isMedium
	isHigh
)

type machine struct {
	sync.Mutex
	changed *sync.Cond
	busy    bool
	held    bool            // low has what it shares with high
	wanted  bool            // high waits for it
	wants   [isHigh + 1]int // who has work to do
	behind  int             // pieces that others did while high waited for low
}

func (m *machine) raised() bool {
	return inherit && m.held && m.wanted
}

// mustWait says whether somebody more urgent wants the processor.
func (m *machine) mustWait(l level) bool {
	switch {
	case m.busy:
		return true
	case l == isMedium:
		return m.wants[isHigh] > 0 || m.raised() && m.wants[isLow] > 0
	case l == isLow && !m.raised():
		return m.wants[isMedium] > 0 || m.wants[isHigh] > 0
	}
	return false
}

// do a piece of work after the other.
func (m *machine) do(l level) {
	m.Lock()
	defer m.Unlock()
	for i := 0; i < work; i++ {
		for m.mustWait(l) {
			m.changed.Wait()
		}
		m.busy = true
		if l == isMedium && m.held && m.wanted {
			m.behind++
		}
		m.Unlock()
		time.Sleep(slice * time.Millisecond)
		m.Lock()
		m.busy = false
		m.changed.Broadcast()
	}
}

func (m *machine) want(l level, by int) {
	m.Lock()
	defer m.Unlock()
	m.wants[l] += by
	m.changed.Broadcast()
}

func (m *machine) set(flag *bool, to bool) {
	m.Lock()
	defer m.Unlock()
	*flag = to
	m.changed.Broadcast()
}

func (m *machine) await(flag *bool) {
	m.Lock()
	defer m.Unlock()
	for !*flag {
		m.changed.Wait()
	}
}

func main() {
	var working sync.WaitGroup
	var shared sync.Mutex
	var m machine
	m.changed = sync.NewCond(&m.Mutex)

	start := func(body func()) {
		working.Add(1)
		go func() {
			defer working.Done()
			body()
		}()
	}
	start(func() { // low
		shared.Lock()
		m.want(isLow, 1)
		m.set(&m.held, true)
		m.await(&m.wanted)
		m.do(isLow)
		m.set(&m.held, false)
		shared.Unlock()
		m.want(isLow, -1)
	})
	start(func() { // high
		m.await(&m.held)
		m.set(&m.wanted, true)
		shared.Lock()
		m.want(isHigh, 1)
		m.do(isHigh)
		m.want(isHigh, -1)
		shared.Unlock()
	})
	for i := 0; i < medium; i++ {
		start(func() {
			m.await(&m.wanted)
			m.want(isMedium, 1)
			m.do(isMedium)
			m.want(isMedium, -1)
		})
	}
	working.Wait()
	if inherit && m.behind > 0 {
		log.Fatal("broken claim: nobody less urgent goes before whom high waits for")
	}
	fmt.Println("pieces that others did while high waited:", m.behind)
}
