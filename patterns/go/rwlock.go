// Many readers, or one writer.
//
// The pattern rwlock in Go: `go run rwlock.go` runs it. An RWMutex lets no new
// reader in once a writer waits: so a reader must not lock it twice, and none
// may become a writer while it reads.
//
// Break it with upgrade = "naive": each reader waits until all have left, and
// is one of them. depth = 2 hangs when the writer comes between the two locks.
package main

import (
	"fmt"
	"log"
	"sync"
	"time"
)

const (
	readers = 2     // goroutines that read
	writers = 1     // goroutines that write
	depth   = 1     // read-locks a reader holds at a time
	upgrade = "off" // do readers write, too: "off", "naive"
	hold    = 5     // ms that a reader reads
)

type pair struct {
	sync.RWMutex
	value, copied int // always the same
}

func (p *pair) read(depth int) {
	p.RLock()
	defer p.RUnlock()
	time.Sleep(hold * time.Millisecond)
	if depth > 1 {
		p.read(depth - 1)
	}
	if p.value != p.copied {
		log.Fatal("broken claim: no reader sees half a change")
	}
}

func (p *pair) write() {
	p.Lock()
	defer p.Unlock()
	p.value++
	p.copied = p.value
}

func (p *pair) readAndWrite() {
	p.RLock()
	defer p.RUnlock()
	time.Sleep(hold * time.Millisecond)
	p.write()
}

func main() {
	var working sync.WaitGroup
	var shared pair

	start := func(n int, body func()) {
		for i := 0; i < n; i++ {
			working.Add(1)
			go func() {
				defer working.Done()
				body()
			}()
		}
	}
	if upgrade == "naive" {
		start(readers, shared.readAndWrite)
	} else {
		start(readers, func() { shared.read(depth) })
	}
	start(writers, shared.write)
	working.Wait()
	fmt.Println("changes:", shared.value)
}
