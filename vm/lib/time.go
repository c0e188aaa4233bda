package lib

import (
	"fmt"
	"math"
	"strings"
	"time"

	"brine/vm"
	"brine/vm/object"
)

var timeModule = module{
	name:  "time",
	doc:   "This module provides various functions to manipulate time values.",
	rows:  timeRows,
	types: []*object.Table{structTime.table},
	fill: func(m *vm.Machine, d *object.Dict) error {
		zone, offset := time.Now().Zone()
		d.SetString("timezone", object.Int(int64(-offset)))
		d.SetString("altzone", object.Int(int64(-offset)))
		d.SetString("daylight", object.Int(0))
		d.SetString("tzname", tuple(str(zone), str(zone)))
		return nil
	},
}

var structTime = newRecord("struct_time", "The time value as returned by gmtime(), localtime(), and strptime(), and\naccepted by asctime(), mktime() and strftime().", "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")

// started is when the process began: the origin of monotonic clocks.
var started = time.Now()

// clock is a row of a function that tells the time in seconds, and ns in nanoseconds.
func clock(name, doc string, now func() int64) []object.Native {
	return []object.Native{
		leaf(name, "()", doc, func(*world, []value) (value, error) { return object.Float(float64(now()) / 1e9), nil }),
		leaf(name+"_ns", "()", doc+"\n\nThe result is in nanoseconds.", func(*world, []value) (value, error) { return object.Int(now()), nil }),
	}
}

var timeRows = concatRows(
	clock("time", "time() -> floating point number\n\nReturn the current time in seconds since the Epoch.", func() int64 { return time.Now().UnixNano() }),
	clock("monotonic", "monotonic() -> float\n\nMonotonic clock, cannot go backward.", func() int64 { return int64(time.Since(started)) + int64(time.Hour) }),
	clock("perf_counter", "perf_counter() -> float\n\nPerformance counter for benchmarking.", func() int64 { return int64(time.Since(started)) + int64(time.Hour) }),
	clock("process_time", "process_time() -> float\n\nProcess time for profiling: sum of the kernel and user-space CPU time.", processTime),
	clock("thread_time", "thread_time() -> float\n\nThread time for profiling.", processTime),
	[]object.Native{
		slow("sleep", "(seconds, /)", "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating point number for subsecond precision.", nil, stepSleep, object.SmallInt),
		leaf("gmtime", "(seconds=None, /)", "gmtime([seconds]) -> struct_time\n\nConvert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT).", func(w *world, args []value) (value, error) { return timeTuple(args[0], time.UTC) }),
		leaf("localtime", "(seconds=None, /)", "localtime([seconds]) -> struct_time\n\nConvert seconds since the Epoch to a time tuple expressing local time.", func(w *world, args []value) (value, error) { return timeTuple(args[0], time.Local) }),
		leaf("mktime", "(t, /)", "mktime(tuple) -> floating point number\n\nConvert a time tuple in local time to seconds since the Epoch.", func(w *world, args []value) (value, error) {
			t, err := fromTuple(args[0], time.Local)
			return object.Float(float64(t.Unix())), err
		}),
		leaf("strftime", "(format, t=None, /)", "strftime(format[, tuple]) -> string\n\nConvert a time tuple to a string according to a format specification.", timeFormat),
		leaf("asctime", "(t=None, /)", "asctime([tuple]) -> string\n\nConvert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.", func(w *world, args []value) (value, error) {
			t, err := timeArg(args[0])
			return str(asctime(t)), err
		}),
		leaf("ctime", "(seconds=None, /)", "ctime(seconds) -> string\n\nConvert a time in seconds since the Epoch to a string in local time.", func(w *world, args []value) (value, error) {
			t, err := instant(args[0])
			return str(asctime(t.In(time.Local))), err
		}),
	},
)

// stepSleep is time.sleep: other tasklets run meanwhile. It keeps the time at
// which it ends, so that what was slept before a save counts.
func stepSleep(c *call) action {
	const until = 1
	if c.Step() == 0 {
		f, err, ok := object.RealOf(c.Reg(0))
		switch {
		case !ok:
			return c.Raise(notIndex(c.Reg(0)))
		case err != nil:
			return c.Raise(err)
		case math.IsNaN(f):
			return c.Raise(object.ValueErrorf("Invalid value NaN (not a number)"))
		case f < 0:
			return c.Raise(object.ValueErrorf("sleep length must be non-negative"))
		case f > 9e9:
			return c.Raise(object.Errorf(object.OverflowError, "timestamp too large to convert to C _PyTime_t"))
		}
		c.SetReg(until, object.Int(time.Now().UnixNano()+int64(f*1e9)))
		return vm.Of(c.World).Wait(c, 1, c.Reg(until).N)
	}
	if time.Now().UnixNano() >= c.Reg(until).N {
		return c.Return(object.None)
	}
	return vm.Of(c.World).Wait(c, 1, c.Reg(until).N)
}

// instant is a time given in seconds, or now.
func instant(v value) (time.Time, error) {
	if !given(v) {
		return time.Now(), nil
	}
	f, err, ok := object.RealOf(v)
	switch {
	case !ok:
		return time.Time{}, notIndex(v)
	case err != nil || math.Abs(f) > 1e14 || math.IsNaN(f):
		return time.Time{}, object.Errorf(object.OverflowError, "timestamp out of range for platform time_t")
	}
	return time.Unix(int64(math.Floor(f)), 0), nil
}

func timeTuple(v value, zone *time.Location) (value, error) {
	t, err := instant(v)
	if err != nil {
		return value{}, err
	}
	t = t.In(zone)
	n := func(n int) value { return object.Int(int64(n)) }
	dst := 0
	if t.IsDST() {
		dst = 1
	}
	return structTime.of(n(t.Year()), n(int(t.Month())), n(t.Day()), n(t.Hour()), n(t.Minute()), n(t.Second()), n((int(t.Weekday())+6)%7), n(t.YearDay()), n(dst)), nil
}

// fromTuple is the time that a tuple of nine ints says.
func fromTuple(v value, zone *time.Location) (time.Time, error) {
	items := itemsOf(v)
	if len(items) != 9 {
		return time.Time{}, object.TypeErrorf("Tuple or struct_time argument required")
	}
	var n [9]int
	for i, v := range items {
		k, err := intArg(v)
		if err != nil {
			return time.Time{}, err
		}
		n[i] = int(k)
	}
	return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, zone), nil
}

func timeArg(v value) (time.Time, error) {
	if !given(v) {
		return time.Now(), nil
	}
	return fromTuple(v, time.Local)
}

func asctime(t time.Time) string {
	return fmt.Sprintf("%s %s %2d %02d:%02d:%02d %d", t.Weekday().String()[:3], t.Month().String()[:3], t.Day(), t.Hour(), t.Minute(), t.Second(), t.Year())
}

func timeFormat(w *world, args []value) (value, error) {
	format, ok := object.StringOf(args[0])
	if !ok {
		return value{}, object.TypeErrorf("strftime() argument 1 must be str, not %s", args[0].Type().LongName())
	}
	t, err := timeArg(args[1])
	return str(strftime(format, t)), err
}

// strftime formats a time as C does.
func strftime(format string, t time.Time) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		b.WriteString(timeField(format[i], t))
	}
	return b.String()
}

// timeLayouts are the fields that Go's formatting knows.
var timeLayouts = map[byte]string{
	'a': "Mon", 'A': "Monday", 'b': "Jan", 'h': "Jan", 'B': "January", 'd': "02", 'H': "15", 'I': "03", 'm': "01", 'M': "04", 'p': "PM", 'S': "05",
	'y': "06", 'Y': "2006", 'z': "-0700", 'Z': "MST", 'F': "2006-01-02", 'T': "15:04:05", 'D': "01/02/06", 'R': "15:04", 'c': "Mon Jan _2 15:04:05 2006",
	'x': "01/02/06", 'X': "15:04:05", 'e': "_2", 'r': "03:04:05 PM",
}

func timeField(c byte, t time.Time) string {
	if layout, ok := timeLayouts[c]; ok {
		return t.Format(layout)
	}
	year, week := t.ISOWeek()
	switch c {
	case '%':
		return "%"
	case 'n':
		return "\n"
	case 't':
		return "\t"
	case 'j':
		return fmt.Sprintf("%03d", t.YearDay())
	case 'w':
		return fmt.Sprint(int(t.Weekday()))
	case 'u':
		return fmt.Sprint((int(t.Weekday())+6)%7 + 1)
	case 'U':
		return fmt.Sprintf("%02d", (t.YearDay()+6-int(t.Weekday()))/7)
	case 'W':
		return fmt.Sprintf("%02d", (t.YearDay()+6-(int(t.Weekday())+6)%7)/7)
	case 'V':
		return fmt.Sprintf("%02d", week)
	case 'G':
		return fmt.Sprint(year)
	case 'C':
		return fmt.Sprintf("%02d", t.Year()/100)
	case 's':
		return fmt.Sprint(t.Unix())
	case 'f':
		return fmt.Sprintf("%06d", t.Nanosecond()/1000)
	}
	return "%" + string(c)
}
