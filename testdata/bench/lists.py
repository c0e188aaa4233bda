def main():
    total = 0
    for n in range(30):
        items = []
        for i in range(100000):
            items.append(i * 2)
        total += len(items) + items[n]
    return total

main()
