// Every message goes to every subscriber.
//
// The pattern pub-sub in Go: `go run pub_sub.go` runs it. A value in a channel
// goes to one receiver, so each subscriber has a channel of its own.
//
// Break it with dead = 1: one subscriber stops reading, and all wait for it;
// policy = "drop-new" does not. With unsubscribe = "under-lock" the first one
// wants to leave, and needs the lock that main holds while it waits for room in
// that subscriber's channel.
package main

import (
	"fmt"
	"log"
	"sync"
)

const (
	subscribers = 3       // goroutines that listen
	messages    = 5       // messages that main publishes
	buffer      = 1       // messages that wait, for each subscriber
	dead        = 0       // subscribers that read one message and no more
	policy      = "block" // what main does when there is no room: "block", "drop-new"
	unsubscribe = "off"   // does the first one leave: "off", "under-lock"
)

type topic struct {
	mutex sync.Mutex
	news  map[int]chan int
}

func (t *topic) publish(message int) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, news := range t.news {
		if policy == "block" {
			news <- message
			continue
		}
		select {
		case news <- message:
		default: // no room: this one misses it
		}
	}
}

func (t *topic) leave(i int) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	delete(t.news, i)
}

func (t *topic) close() {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, news := range t.news {
		close(news)
	}
}

func main() {
	var listening sync.WaitGroup
	t := topic{news: make(map[int]chan int)}
	leaves := func(i int) bool { return unsubscribe == "under-lock" && i == 0 }

	for i := 0; i < subscribers; i++ {
		news := make(chan int, buffer)
		t.news[i] = news
		listening.Add(1)
		go func(i int) {
			defer listening.Done()
			heard := 0
			for range news {
				heard++
				if leaves(i) {
					t.leave(i)
				}
				if leaves(i) || i < dead {
					return
				}
			}
			if policy == "block" && heard != messages {
				log.Fatalf("broken claim: subscriber %d hears all, heard %d", i, heard)
			}
		}(i)
	}
	for message := 1; message <= messages; message++ {
		t.publish(message)
	}
	t.close()
	listening.Wait()
	fmt.Println("messages:", messages)
}
