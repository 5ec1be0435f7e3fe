// A channel that closes as soon as the first of several does.
//
// The pattern or-channel in Go: `go run or_channel.go` runs it. To close a
// channel wakes everybody who receives from it; or listens to one signal and to
// the rest, which is an or-channel itself.
//
// Break it with fire = 0: no signal is ever closed. With channels = 0 there is
// none: or returns nil, and a nil channel is never ready.
package main

import "fmt"

const (
	channels = 4 // signals to listen to
	fire     = 1 // the signal that is closed; 0: none
)

// or returns a channel that closes when a signal does, or when end does.
func or(end <-chan struct{}, signals ...<-chan struct{}) <-chan struct{} {
	if len(signals) == 0 {
		return nil
	}
	either := make(chan struct{})
	go func() {
		defer close(either)
		select {
		case <-signals[0]:
		case <-or(either, signals[1:]...): // the rest, which ends when this one does
		case <-end:
		}
	}()
	return either
}

func main() {
	var signals []<-chan struct{}

	for i := 1; i <= channels; i++ {
		signal := make(chan struct{})
		signals = append(signals, signal)
		if i == fire {
			go close(signal)
		}
	}
	<-or(nil, signals...)
	fmt.Println("one of", channels, "has closed")
}
