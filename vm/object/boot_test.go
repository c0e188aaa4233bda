package object

import "testing"

func TestBootstrap(t *testing.T) {
	Bootstrap()
	for _, tab := range tables() {
		k := tab.Type
		if k.Name == "" || k.Layout == nil || k.Root == nil || len(k.MRO) == 0 || k.Doc == "" {
			t.Errorf("%s is not complete", tab.Name)
		}
	}
}
