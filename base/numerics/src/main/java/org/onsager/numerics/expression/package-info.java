/// The formula language: what a person types for a trap, a drift, an observable or a right-hand side.
///
/// [Formula] is one formula with its variables, [ExpressionSystem] a system of differential equations,
/// [Expression] the tree that both are made of. A formula can be evaluated, differentiated, expanded to a Taylor
/// series of any order and compiled to byte code; it can reach nothing else. The grammar is in
/// `docs/expressions.md`.
@NullMarked
package org.onsager.numerics.expression;

import org.jspecify.annotations.NullMarked;
