def both(x):
    try:
        return x[0]
    except (IndexError, KeyError) as e:
        print(e)
    finally:
        done()


def managed(xs):
    for x in xs:
        with x as y, y.inner():
            if y:
                break
    else:
        return None


def groups():
    try:
        body()
    except* ValueError as e:
        handle(e)
    except* (TypeError, KeyError):
        pass


def nested():
    while True:
        try:
            try:
                continue
            finally:
                f()
        finally:
            break
    return 1
