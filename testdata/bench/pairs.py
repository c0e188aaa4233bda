def main():
    d = dict.fromkeys(range(1000), 1)
    xs = list(range(1000))
    n = 0
    for j in range(400):
        for k, v in d.items():
            n += v
        for i, x in enumerate(xs):
            n += i
        for a, b in zip(xs, xs):
            n += a
    return n

main()
