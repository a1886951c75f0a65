package server

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestABusyPortSaysWhatToDo(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address := l.Addr().String()
	if _, err = Listen(address); err == nil || err.Error() != address+" is in use: stop the other program or choose another with --address" {
		t.Errorf("error = %v", err)
	}
}

func TestStoppingFinishesWhatHasBegun(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	begun, finish := make(chan bool), make(chan bool)
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		<-finish
		_, _ = io.WriteString(w, "the whole answer")
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, l, slow, slog.New(slog.DiscardHandler)) }()
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		body, _ := io.ReadAll(r.Body)
		answer <- string(body)
	}()
	<-begun
	stop()
	refused := func() bool {
		_, err := http.Get("http://" + l.Addr().String() + "/late")
		return err != nil && strings.Contains(err.Error(), "refused")
	}
	for limit := time.Now().Add(5 * time.Second); !refused(); {
		if time.Now().After(limit) {
			t.Fatal("new requests are still taken")
		}
		time.Sleep(5 * time.Millisecond)
	}
	close(finish)
	if got := <-answer; got != "the whole answer" {
		t.Errorf("answer = %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Run = %v", err)
	}
}
