package re

// category is \d, \s, \w or, negated, \D, \S, \W.
type category struct {
	letter rune // 'd', 's' or 'w'
	negate bool
}

func categoryOf(r rune) (category, bool) {
	switch r {
	case 'd', 's', 'w':
		return category{r, false}, true
	case 'D', 'S', 'W':
		return category{r + 'a' - 'A', true}, true
	}
	return category{}, false
}

// class is the contents of [...].
type class struct {
	negate     bool
	ranges     []span // in source order
	categories []category
}

// span is a range of characters, both ends included.
type span struct{ lo, hi rune }

// class parses what follows an opening bracket.
func (p *parser) class() *node {
	here := p.tell() - 1
	c := &class{}
	c.negate = p.got('^')
	for items := 0; ; items++ {
		t := p.get()
		if t.size == 0 {
			p.fail("unterminated character set", p.tell()-here)
			return single(kAny)
		}
		if t.is(']') && items > 0 {
			return c.node()
		}
		lo, cat, isCat := p.classItem(t)
		if !p.got('-') {
			c.add(lo, cat, isCat)
			continue
		}
		that := p.get()
		switch {
		case that.size == 0:
			p.fail("unterminated character set", p.tell()-here)
			return single(kAny)
		case that.is(']'):
			c.add(lo, cat, isCat)
			c.ranges = append(c.ranges, span{'-', '-'})
			return c.node()
		}
		from := t.text()
		to := that.text()
		hi, _, isCat2 := p.classItem(that)
		if isCat || isCat2 || hi < lo {
			p.fail("bad character range "+from+"-"+to, t.size+1+that.size)
			return single(kAny)
		}
		c.ranges = append(c.ranges, span{lo, hi})
	}
}

func (c *class) add(r rune, cat category, isCat bool) {
	if isCat {
		c.categories = append(c.categories, cat)
	} else {
		c.ranges = append(c.ranges, span{r, r})
	}
}

// node returns a class as a node, a simpler one if it is of one character.
func (c *class) node() *node {
	if len(c.categories) == 0 && len(c.ranges) > 0 {
		r, one := c.ranges[0].lo, true
		for _, s := range c.ranges {
			one = one && s == span{r, r}
		}
		if one {
			n := litNode(r)
			if c.negate {
				n.kind = kNotLit
			}
			return n
		}
	}
	n := single(kClass)
	n.class = c
	return n
}

// classItem parses a character or escape in a class.
func (p *parser) classItem(t token) (r rune, cat category, isCat bool) {
	if t.size == 1 {
		return t.r, cat, false
	}
	if cat, ok := categoryOf(t.r); ok {
		return 0, cat, true
	}
	if r, ok := plainEscape(t.r); ok {
		return r, cat, false
	}
	switch {
	case isOctal(t.r):
		return p.octal(append([]rune{t.r}, p.while(2, isOctal)...)), cat, false
	case isDigit(t.r):
		p.fail("bad escape "+t.text(), 2)
		return 0, cat, false
	}
	return p.codeEscape(t), cat, false
}
