package compiler

// intrinsicArgs is the least and greatest number of arguments of each intrinsic.
var intrinsicArgs = [NumIntrinsics][2]int{
	IntrinsicPrint:          {2, directRegs},
	IntrinsicDisplay:        {1, 1},
	IntrinsicAssertionError: {0, 0},
	IntrinsicAnnotations:    {0, 0},
	IntrinsicStarSplit:      {2, 2},
	IntrinsicStarWrap:       {1, 1},
	IntrinsicStarRaise:      {2, 2},
	IntrinsicTypeAlias:      {2, 3},
	IntrinsicMatchSequence:  {1, 1},
	IntrinsicMatchMapping:   {1, 1},
	IntrinsicMatchKeys:      {2, 2},
	IntrinsicMatchClass:     {4, 4},
	IntrinsicMatchRest:      {2, 2},
	IntrinsicLen:            {1, 1},
	IntrinsicExit:           {3, 3},
	IntrinsicWrapAsyncYield: {1, 1},
	IntrinsicTypeVar:        {3, 3},
}

// validIntrinsic tells if intrinsic n takes that many arguments.
func validIntrinsic(n, args int) bool {
	return IntrinsicName(n) != "" && args >= intrinsicArgs[n][0] && args <= intrinsicArgs[n][1]
}
