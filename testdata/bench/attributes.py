class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx, dy):
        self.x += dx
        self.y += dy
        return self

def main():
    p = Point(0, 0)
    for i in range(1500000):
        p.move(i, 1)
    return p.x, p.y

main()
