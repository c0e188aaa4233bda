package pickle

import (
	"brine/compiler"
	"brine/vm/object"
)

// loadCode verifies the code of the file and derives its running form.
func (r *reader) loadCode() {
	inner := map[*compiler.Code]bool{}
	for _, src := range r.sources {
		for _, k := range src.Consts {
			if c, ok := k.(*compiler.Code); ok {
				inner[c] = true
			}
		}
	}
	for i, h := range r.objs {
		src := r.sources[h]
		if src == nil || r.replaced[i] {
			continue
		}
		if !inner[src] {
			if err := compiler.Verify(src); err != nil {
				r.fail("%v", err)
				return
			}
		}
	}
	for i, h := range r.objs {
		if src := r.sources[h]; src != nil && !r.replaced[i] {
			r.m.Adopt(object.As[object.Code](object.Value{O: h}), src)
		}
	}
	for i, h := range r.objs {
		if src := r.sources[h]; src != nil && !r.replaced[i] {
			r.m.LoadInto(object.As[object.Code](object.Value{O: h}))
		}
	}
}

// checkFrames checks every frame against what the verifier knows of its pc.
func (r *reader) checkFrames() {
	for i, h := range r.objs {
		if r.kindOf[i] < 0 || r.replaced[i] || r.err != nil {
			continue
		}
		v := object.Value{O: h}
		switch h.Shape.Layout {
		case &object.FrameLayout:
			if err := r.m.CheckFrame(object.As[object.Frame](v)); err != nil {
				r.fail("%v", err)
			}
		case &object.GeneratorLayout:
			if err := r.m.CheckGenerator(object.As[object.Generator](v)); err != nil {
				r.fail("%v", err)
			}
		case &object.FuncLayout:
			if err := r.m.CheckFunc(object.As[object.Func](v)); err != nil {
				r.fail("%v", err)
			}
		}
	}
}
