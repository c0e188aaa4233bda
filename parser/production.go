package parser

import (
	"errors"
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// The productions of participle, one for each statement that the first token
// tells. A script pays only for those that it uses: building one costs about as
// much as parsing a hundred lines.
var (
	returnStmt   = production[Return]()
	delStmt      = production[Delete]()
	raiseStmt    = production[Raise]()
	globalStmt   = production[Global]()
	nonlocalStmt = production[Nonlocal]()
	assertStmt   = production[Assert]()
	importStmt   = production[Import]()
	typeStmt     = production[TypeAlias]()
	ifStmt       = production[If]()
	whileStmt    = production[While]()
	forStmt      = production[For]()
	tryStmt      = production[Try]()
	matchStmt    = production[Match]()
	functionDef  = production[FunctionDef]()
	classDef     = production[ClassDef]()
)

// production returns a function that builds the parser of T when first called.
func production[T any]() func() *participle.Parser[T] {
	return sync.OnceValue(func() *participle.Parser[T] {
		return participle.MustBuild[T](
			participle.Lexer(definition{}),
			// Without look-ahead, an error within an optional part is an error.
			participle.UseLookahead(0),
			participle.ParseTypeWith(entry[Expr]((*parser).expression)),
			participle.ParseTypeWith(entry[NamedExpression]((*parser).namedExpression)),
			participle.ParseTypeWith(entry[StarExpressions]((*parser).starExpressions)),
			participle.ParseTypeWith(entry[ReturnValue]((*parser).returnValue)),
			participle.ParseTypeWith(entry[ForTarget]((*parser).forTarget)),
			participle.ParseTypeWith(entry[SubjectExpression]((*parser).subject)),
			participle.ParseTypeWith(parsePattern),
		)
	})
}

// entry wraps a parse method as participle calls it.
func entry[T Expr](parse func(*parser) Expr) func(*lexer.PeekingLexer) (T, error) {
	return func(lex *lexer.PeekingLexer) (T, error) {
		var none T
		p := newParser(lex)
		start := lex.RawCursor()
		e := parse(&p)
		if p.err != nil {
			return none, p.err
		}
		if e == nil {
			return none, participle.NextMatch
		}
		p.limitHeight(e, start)
		return e.(T), p.err
	}
}

var allowTrailing = participle.AllowTrailing(true)

// produce reads a statement by its production.
func produce[T any](p *parser, production func() *participle.Parser[T]) *T {
	node, err := production().ParseFromLexer(p.lex, allowTrailing)
	p.sync()
	if err != nil {
		p.fail(p.placed(err, node))
	}
	return node
}

// sync takes up where participle stopped.
func (p *parser) sync() {
	at := p.lex.RawCursor()
	p.tok = p.lex.Peek()
	p.prev = &p.lex.Range(at-1, at)[0]
}

// placed turns participle's own error about an unexpected token into ours. node is
// the statement that it was reading.
func (p *parser) placed(err error, node any) error {
	var unexpected *participle.UnexpectedTokenError
	if !errors.As(err, &unexpected) {
		return err
	}
	switch node.(type) {
	case *Try:
		return p.missingHandler()
	case *Match:
		return p.matchError()
	}
	t := unexpected.Unexpected
	return p.unexpected(&t)
}
