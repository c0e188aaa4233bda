package vm

import (
	"sync"

	"brine/compiler"
	"brine/vm/object"
)

// internals are the natives of the machine itself, which no module holds.
// Their steps are given here, once, because they refer to each other.
func internals() map[*object.Native]func(*object.Call) object.Action {
	return map[*object.Native]func(*object.Call) object.Action{
		&getattrNative: stepGetattr, &callResultNative: stepCallResult, &instantiateNative: stepInstantiate, &raiseNative: stepRaise,
		&iterNative: stepIter, &truthNative: stepTruth, &hashNative: stepHash, &strNative: stepStr, &reprNative: stepStr,
		&formatNative: stepFormat, &lenNative: stepLen, &indexNative: stepIndex, &compareNative: stepCompare,
		&compareTruthNative: stepCompareTruth, &binaryNative: stepBinary, &containsNative: stepContains,
		&isinstanceNative: stepIsinstance, &throwInNative: stepThrowIn, &convertNative: stepConvert, &loadNameNative: stepLoadName,
		&unpackNative: stepUnpack, &fillNative: stepFill, &extendNative: stepExtend, &mergeNative: stepMerge, &sendNative: stepSend,
		&startNative: stepStart, &awaitNative: stepAwait, &aiterNative: stepAiter, &anextNative: stepAnext,
		&importFromNative: stepImportFrom, &importStarNative: stepImportStar,
		&starSplitNative: stepStarSplit, &exitNative: stepExit, &matchClassNative: stepMatchClass, &matchKeysNative: stepMatchKeys,
		&matchRestNative: stepMatchRest, &displayNative: stepDisplay, &callOutNative: stepCallOut, &collectNative: stepCollect, &annotationsNative: stepAnnotations,
		&closeAsyncNative: stepCloseAsync, &warnNative: stepWarn, &eventNative: stepEvent, &profiledNative: stepProfiled,
	}
}

var wire = sync.OnceFunc(func() {
	object.Bootstrap()
	for n, step := range internals() {
		n.Step = step
		object.Internal("vm", n)
	}
	buildClassNative.Step, importNative.Step, typeNewNative.Step = stepBuildClass, stepImport, stepTypeNew
	object.Internal("builtins", &buildClassNative)
	object.Internal("builtins", &importNative)
	object.AddMethod(object.TypeType, &typeNewNative)
	object.AddMethod(object.TypeType, &object.Native{
		Name: "__call__", Sig: "(self, /, *args, **kwargs)", Doc: "Call self as a function.", Step: stepTypeCall,
	})
	object.AddMethod(object.TypeType, &object.Native{
		Name: "__prepare__", Kind: object.ClassMethod, Sig: "(cls, /, *args, **kwargs)", Doc: "Create the namespace for the class statement.",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			return object.Of(object.NewDict()), nil
		},
	})
	for i, n := range leafIntrinsics {
		if n != nil {
			object.Internal("vm", n)
			leafIntrinsics[i] = n
		}
	}
})

func stepTypeCall(c *object.Call) object.Action {
	c.Fn = c.Reg(0)
	c.Keywords, c.Args = object.RegAs[object.Dict](c, 2, &object.DictLayout).Keywords(sequence(c.Reg(1)))
	return object.ActInstantiate
}

// BuildClass returns builtins.__build_class__, and Importer __import__.
func BuildClass() object.Value { return object.Of(&buildClassNative) }

// Importer returns builtins.__import__.
func Importer() object.Value { return object.Of(&importNative) }

// SetIntrinsic binds an intrinsic operation to a native of a library, by name.
func (m *Machine) SetIntrinsic(name string, n *object.Native) {
	for i := range m.intrinsics {
		if compiler.IntrinsicName(i) == name {
			m.intrinsics[i] = n
			return
		}
	}
	panic("brine: internal error: no intrinsic " + name)
}
