def main():
    x = 0.5
    i = 0
    while i < 5000000:
        x = x * 0.99 + 0.01
        i += 1
    return x

main()
