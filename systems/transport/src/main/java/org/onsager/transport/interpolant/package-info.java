/// Stochastic interpolants \(x_t = \alpha x_0 + \beta x_1 + \gamma z\): their coefficients, couplings, fields and
/// the conversions between those.
@org.jspecify.annotations.NullMarked
package org.onsager.transport.interpolant;
