package unicodename

import "testing"

func TestLookup(t *testing.T) {
	tests := []struct {
		name string
		want rune
	}{
		{"SPACE", ' '},
		{"bullet", '•'},
		{"GREEK SMALL LETTER PI", 'π'},
		{"LATIN SMALL LETTER A", 'a'},
		{"LATIN SMALL LETTER Z", 'z'},
		{"GRINNING FACE", 0x1F600},
		{"CJK UNIFIED IDEOGRAPH-4E00", 0x4E00},
		{"HANGUL SYLLABLE GAG", 0xAC01},
		{"HANGUL SYLLABLE A", 0xC544},
		{"HANGUL SYLLABLE HIH", 0xD7A3},
		{"NULL", 0},
		{"LINE FEED", '\n'},
		{"NO-BREAK SPACE", 0xA0},
		{"VARIATION SELECTOR-256", 0xE01EF},
		{"", -1},
		{"NO SUCH NAME", -1},
		{"=20", -1},
		{"CJK UNIFIED IDEOGRAPH-0041", -1},
		{"HANGUL SYLLABLE X", -1},
	}
	for _, test := range tests {
		got, ok := Lookup(test.name)
		if !ok {
			got = -1
		}
		if got != test.want {
			t.Errorf("%s: got %U, want %U", test.name, got, test.want)
		}
	}
}
