def kind(x):
    match x:
        case 0 | -1 | "text" | None | True:
            return 1
        case [a, b, *rest] if rest:
            return a, b, rest
        case (first, *_, last):
            return first, last
        case {"k": v, "n": [1, w], **others}:
            return v, w, others
        case Point(x=0, y=yy) | Point(0, yy):
            return yy
        case str() as s:
            return s
        case mod.CONST:
            pass
        case _:
            return None
