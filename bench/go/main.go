// The work of bench/bench.h on Go's channels: `main WORD COUNT` prints ns per operation.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

const (
	capacity = 128
	tasks    = 4
	workers  = 3
)

func pingPong(count int) {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for item := range ping {
			pong <- item
		}
	}()
	for i := 0; i < count; i++ {
		ping <- i
		<-pong
	}
	close(ping)
}

// stream has n producers and n consumers on one channel.
func stream(count, n int) {
	var producers, consumers sync.WaitGroup
	items := make(chan int, capacity)
	producers.Add(n)
	consumers.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			defer consumers.Done()
			for range items {
			}
		}()
		go func() {
			defer producers.Done()
			for i := 0; i < count/n; i++ {
				items <- i
			}
		}()
	}
	producers.Wait()
	close(items)
	consumers.Wait()
}

// pool has the workers between two rendezvous.
func pool(count int) {
	jobs, results := make(chan int), make(chan int)
	for i := 0; i < workers; i++ {
		go func() {
			for job := range jobs {
				results <- job
			}
		}()
	}
	go func() {
		for i := 0; i < count; i++ {
			jobs <- i
		}
		close(jobs)
	}()
	for i := 0; i < count; i++ {
		<-results
	}
}

func takeFromFour(count, capacity int) {
	var sources [tasks]chan int
	for i := range sources {
		source := make(chan int, capacity)
		sources[i] = source
		go func() {
			for i := 0; i < count/tasks; i++ {
				source <- i
			}
		}()
	}
	for i := 0; i < count/tasks*tasks; i++ {
		select {
		case <-sources[0]:
		case <-sources[1]:
		case <-sources[2]:
		case <-sources[3]:
		}
	}
}

// alone sends to itself while a second goroutine is alive.
func alone(count int) {
	own, end := make(chan int, capacity), make(chan int)
	go func() { <-end }()
	for i := 0; i < count; i++ {
		own <- i
		<-own
	}
	close(end)
}

func locks(count, n int) {
	var mutex sync.Mutex
	var done sync.WaitGroup
	total := 0
	done.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			defer done.Done()
			for i := 0; i < count/n; i++ {
				mutex.Lock()
				total++
				mutex.Unlock()
			}
		}()
	}
	done.Wait()
}

var works = map[string]func(count int){
	"ping-pong": pingPong,
	"stream":    func(count int) { stream(count, 1) },
	"crowd":     func(count int) { stream(count, tasks) },
	"pool":      pool,
	"select-0":  func(count int) { takeFromFour(count, 0) },
	"select":    func(count int) { takeFromFour(count, capacity) },
	"alone":     alone,
	"lock":      func(count int) { locks(count, 1) },
	"locks":     func(count int) { locks(count, tasks) },
}

func main() {
	if len(os.Args) != 3 || works[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: main WORD COUNT")
		os.Exit(2)
	}
	count, err := strconv.Atoi(os.Args[2])
	if err != nil || count < 1 {
		fmt.Fprintln(os.Stderr, "main: COUNT is a number, at least 1")
		os.Exit(2)
	}
	begun := time.Now()
	works[os.Args[1]](count)
	fmt.Println(float64(time.Since(begun).Nanoseconds()) / float64(count))
}
