// Package parser turns Python source text into a tree.
package parser
