# Everything here needs Go only; bench and oracle also use python3 if it is there.

BRINE = bin/brine

build:
	go build -o $(BRINE) ./cmd/brine

# Both demos of the slides; the second in two processes.
demo: build
	@echo "--- channels, typed at the prompt"
	@$(BRINE) -i < testdata/demo/channel.txt
	@echo "--- a pickled tasklet: the first process"
	@cd testdata/demo && ../../$(BRINE) pickling.py
	@echo "--- the same script, given the file, in a second process"
	@cd testdata/demo && ../../$(BRINE) pickling.py tasklet.pickle
	@echo "--- brine resume, without the script"
	@cd testdata/demo && ../../$(BRINE) resume tasklet.pickle && rm -f tasklet.pickle

test: vet
	go test ./...

vet:
	@test -z "$$(gofmt -l .)" || (gofmt -l . && echo "gofmt these" && false)
	go vet ./...

# Every golden script saved and restored between all instructions.
torture:
	go test ./repl -run 'Golden' -torture 0 -timeout 10h

# Ten million switches of ten thousand tasklets, checked all along.
soak:
	go test ./repl -run Soak -soak 10000000 -timeout 2h -v

# The golden scripts and the parser's trees, compared with python3's.
oracle: build
	go test ./parser -run Oracle -oracle
	python3 testdata/oracle.py

# Side by side with python3: CPU time, medians of alternating runs.
bench: build
	go run ./testdata/bench $(BRINE)
	go test ./repl -run '^$$' -bench Blocked -benchtime 1x

.PHONY: build demo test vet torture soak oracle bench
