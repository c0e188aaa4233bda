def numbers(n):
    for i in range(n):
        yield i

def main():
    total = 0
    for i in numbers(3000000):
        total += i
    return total

main()
