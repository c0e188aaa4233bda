def main():
    words = ['w%d' % (i % 1000) for i in range(20000)]
    for n in range(60):
        counts = {}
        for w in words:
            counts[w] = counts.get(w, 0) + 1
    return len(counts)

main()
